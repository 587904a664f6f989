import { Algorithm, hash, verify } from '@node-rs/argon2';
import { verify as verifyBcrypt } from '@node-rs/bcrypt';
import { Injectable } from '@nestjs/common';
import { availableParallelism } from 'node:os';
import { TooManyRequestsError } from '@api/platform';

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. */
const ARGON2ID = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** How a hash with these parameters begins. */
const PRESENT_FORM = `$argon2id$v=19$m=${ARGON2ID.memoryCost},t=${ARGON2ID.timeCost},p=${ARGON2ID.parallelism}$`;
const BCRYPT = /^\$2[abxy]?\$/;
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

  /** Also knows bcrypt, because people come from other panels with their passwords. An account without a password matches none. */
  matches(passwordHash: string, password: string): Promise<boolean> {
    if (passwordHash === '') return this.matchesNothing(password);
    return this.inTurn(() => (BCRYPT.test(passwordHash) ? verifyBcrypt(password, passwordHash) : verify(passwordHash, password)));
  }

  /** True for a hash of an older kind, to be replaced when its owner shows the password. */
  isOutdated(passwordHash: string): boolean {
    return !passwordHash.startsWith(PRESENT_FORM);
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
