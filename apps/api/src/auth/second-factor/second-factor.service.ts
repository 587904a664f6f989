import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { RefusedError } from '@api/platform';
import { SecondFactorPolicy } from '../access/second-factor-policy';
import { FactorChanges } from './factor-changes';
import { Factors } from './factors';
import { type Passkey, Passkeys } from './passkeys/passkeys';
import { RecoveryCodes } from './recovery-codes/recovery-codes';
import { TotpCredentials } from './totp/totp-credentials';

/** Everything a person set up beside their password. */
export interface SecondFactorOverview {
  readonly totpEnabledAt: Date | null;
  readonly passkeys: readonly Passkey[];
  readonly recoveryCodesLeft: number;
  readonly requiredFrom: Date | null;
}

/** Shows a person's second factors and renews their recovery codes. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly em: EntityManager,
    private readonly factors: Factors,
    private readonly totp: TotpCredentials,
    private readonly passkeys: Passkeys,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly changes: FactorChanges,
    private readonly policy: SecondFactorPolicy,
  ) {}

  async overview(userId: number, role: string): Promise<SecondFactorOverview> {
    return {
      totpEnabledAt: await this.totp.enabledAt(userId),
      passkeys: await this.passkeys.of(userId),
      recoveryCodesLeft: await this.recoveryCodes.left(userId),
      requiredFrom: this.policy.requiredFrom(role),
    };
  }

  /** Ten new recovery codes in place of the earlier ones. */
  renewCodes(userId: number, sessionId: number): Promise<string[]> {
    return this.em.transactional(async () => {
      const user = await this.changes.hold(userId);
      if (!(await this.factors.hasAny(userId)))
        throw new RefusedError('no_second_factor', 'Set up an authenticator app or a passkey first.');
      const codes = await this.recoveryCodes.renew(userId);
      await this.changes.announce(user, sessionId, {
        action: 'recovery-codes.renewed',
        words: 'New recovery codes were made; the earlier ones do not work any more.',
      });
      return codes;
    });
  }
}
