import { Algorithm, hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { availableParallelism } from 'node:os';
import { TooManyRequestsError } from '@api/platform';

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. */
const ARGON2ID = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const LONGEST_QUEUE = 64;

/** Hashes passwords, a few at a time, so that a flood of sign-ins cannot take every core. */
@Injectable()
export class PasswordHasher {
  private readonly places = Math.max(1, availableParallelism() - 1);
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private decoy?: Promise<string>;

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, ARGON2ID));
  }

  matches(passwordHash: string, password: string): Promise<boolean> {
    return this.inTurn(() => verify(passwordHash, password));
  }

  /** Takes as long as a real check, for accounts that do not exist; always false. */
  async matchesNothing(password: string): Promise<false> {
    this.decoy ??= hash('no such account', ARGON2ID);
    await this.matches(await this.decoy, password);
    return false;
  }

  private async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.places) {
      if (this.waiting.length >= LONGEST_QUEUE)
        throw new TooManyRequestsError('busy', 'Too many people are signing in. Try again in a moment.', 2);
      await new Promise<void>(resolve => this.waiting.push(resolve));
    }
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }
}
