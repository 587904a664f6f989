import { Injectable } from '@nestjs/common';
import { Jobs } from '@api/platform';
import { AttemptCounter, type AttemptLimit } from '../attempts/attempt-counter';
import { networkOf } from '../attempts/network';

const BY_ADDRESS: AttemptLimit = { free: 20, longestWaitSeconds: 900, forgetAfterSeconds: 3600 };
const BY_ACCOUNT: AttemptLimit = { free: 5, longestWaitSeconds: 3600, forgetAfterSeconds: 24 * 3600 };

/** Takes requests for help. Everything that depends on whether the address is known happens later, by job, so that not even the time of an answer tells. */
@Injectable()
export class RecoveryRequests {
  constructor(
    private readonly jobs: Jobs,
    private readonly attempts: AttemptCounter,
  ) {}

  /** Asks for a mail that sets a new password. */
  async password(email: string, address: string): Promise<void> {
    await this.count('recover', email, address);
    await this.jobs.add('auth.recover-password', { email });
  }

  /** Asks for a mail that tells the username. */
  async username(email: string, address: string): Promise<void> {
    await this.count('remind', email, address);
    await this.jobs.add('auth.remind-username', { email });
  }

  private async count(what: string, email: string, address: string): Promise<void> {
    await this.attempts.count(`${what}-from:${networkOf(address)}`, BY_ADDRESS);
    await this.attempts.count(`${what}:${email.toLowerCase()}`, BY_ACCOUNT);
  }
}
