import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { SECOND_FACTORS, type SecondFactor } from '@api/platform';
import type { AttemptLimit } from '../attempts/attempt-counter';
import { looksLikeRecoveryCode, RecoveryCodes } from './recovery-codes/recovery-codes';
import { TOTP_CODE } from './totp/totp';
import { TotpCredentials } from './totp/totp-credentials';

/** Tries at a person's codes, whatever they are for. */
export const CODE_TRIES: AttemptLimit = { free: 5, longestWaitSeconds: 900, forgetAfterSeconds: 3600 };

/** What tries at a person's codes are counted under. */
export function codeTriesOf(userId: number): string {
  return `second-factor:${userId}`;
}

interface Holdings {
  totp: boolean;
  passkey: boolean;
  recovery: boolean;
}

/** Which second factors a person has, and whether a typed code is one of theirs. */
@Injectable()
export class Factors {
  constructor(
    private readonly em: EntityManager,
    private readonly totp: TotpCredentials,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly audit: AuditLog,
  ) {}

  /** The ways in which a person can show a second factor; none when they never set one up. */
  async methodsOf(userId: number): Promise<SecondFactor[]> {
    const [row] = await this.em.execute<Holdings[]>(
      `select exists (select from totp_credentials where user_id = ? and confirmed_at is not null) as totp,
         exists (select from passkeys where user_id = ?) as passkey,
         exists (select from recovery_codes where user_id = ? and used_at is null) as recovery`,
      [userId, userId, userId],
    );
    if (!row || !(row.totp || row.passkey)) return [];
    const has: Record<SecondFactor, boolean> = { totp: row.totp, passkey: row.passkey, 'recovery-code': row.recovery };
    return SECOND_FACTORS.filter(factor => has[factor]);
  }

  async hasAny(userId: number): Promise<boolean> {
    return (await this.methodsOf(userId)).length > 0;
  }

  /** Uses a typed code up and says which kind it was; null when it is not right. Part of the surrounding transaction. */
  async accept(userId: number, code: string): Promise<SecondFactor | null> {
    const typed = code.replace(/\s/g, '');
    if (TOTP_CODE.test(typed)) return (await this.totp.accept(userId, typed)) ? 'totp' : null;
    if (!looksLikeRecoveryCode(typed) || !(await this.hasAny(userId))) return null;
    if (!(await this.recoveryCodes.accept(userId, typed))) return null;
    await this.audit.record({ action: 'recovery-code.used', userId });
    return 'recovery-code';
  }
}
