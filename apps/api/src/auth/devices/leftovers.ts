import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Factors } from '../second-factor/factors';
import { RecoveryCodes } from '../second-factor/recovery-codes/recovery-codes';

/** What was removed, for the log. */
export interface Removed {
  readonly passkeys: number;
  readonly authenticatorApps: number;
}

/** What an intruder may have set up since a sign-in, to come back by. */
@Injectable()
export class Leftovers {
  constructor(
    private readonly em: EntityManager,
    private readonly factors: Factors,
    private readonly recoveryCodes: RecoveryCodes,
  ) {}

  /** Removes the factors that are younger than the sign-in; without any, and when they are younger, recovery codes go as well. */
  async remove(userId: number, since: Date): Promise<Removed> {
    const gone = (sql: string) => this.em.execute<unknown[]>(sql, [userId, since]);
    const passkeys = await gone('delete from passkeys where user_id = ? and created_at >= ? returning id');
    const apps = await gone(
      'delete from totp_credentials where user_id = ? and (confirmed_at is null or confirmed_at >= ?) returning id',
    );
    await gone('delete from recovery_codes where user_id = ? and created_at >= ?');
    if (!(await this.factors.hasAny(userId))) await this.recoveryCodes.forget(userId);
    return { passkeys: passkeys.length, authenticatorApps: apps.length };
  }

  /** True when the account got another address since. */
  async hasMoved(userId: number, since: Date): Promise<boolean> {
    const rows = await this.em.execute<unknown[]>(
      `select 1 from audit_entries where user_id = ? and action = 'user.email-changed' and occurred_at >= ? limit 1`,
      [userId, since],
    );
    return rows.length > 0;
  }
}
