import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { SealedBox, SealedColumns } from '@api/platform';
import { newTotpSecret, stepOfCode } from './totp';

/** A code of an authenticator app, accepted once: its step is written down by the statement that accepts it. */
@Injectable()
export class TotpCredentials {
  constructor(
    private readonly em: EntityManager,
    private readonly sealedBox: SealedBox,
    sealedColumns: SealedColumns,
  ) {
    sealedColumns.register({ table: 'totp_credentials', id: 'user_id', column: 'sealed_secret', purpose: purposeFor });
  }

  /** When the person confirmed their app, or null. */
  async enabledAt(userId: number): Promise<Date | null> {
    const [row] = await this.em.execute<{ confirmed_at: Date | null }[]>(
      'select confirmed_at from totp_credentials where user_id = ?',
      [userId],
    );
    return row?.confirmed_at ?? null;
  }

  /** Starts a set-up; an earlier one that was never confirmed is forgotten. Null when an app is confirmed already. */
  async begin(userId: number): Promise<string | null> {
    const secret = newTotpSecret();
    const rows = await this.em.execute<{ id: number }[]>(
      `insert into totp_credentials as t (user_id, sealed_secret) values (?, ?)
       on conflict (user_id) do update set sealed_secret = excluded.sealed_secret, last_step = 0, created_at = now()
       where t.confirmed_at is null returning id`,
      [userId, this.sealedBox.seal(secret, purposeFor(userId))],
    );
    return rows.length === 1 ? secret : null;
  }

  /** Confirms the set-up with the app's first code; part of the surrounding transaction. */
  async confirm(userId: number, code: string): Promise<boolean> {
    const step = await this.stepOf(userId, code, 'confirmed_at is null');
    if (step === null) return false;
    const rows = await this.em.execute<{ id: number }[]>(
      `update totp_credentials set confirmed_at = now(), last_step = ?
       where user_id = ? and confirmed_at is null and last_step < ? returning id`,
      [step, userId, step],
    );
    return rows.length === 1;
  }

  /** Uses a code up; false for one that is wrong, or was used before, or is older than one that was. */
  async accept(userId: number, code: string): Promise<boolean> {
    const step = await this.stepOf(userId, code, 'confirmed_at is not null');
    if (step === null) return false;
    const rows = await this.em.execute<{ id: number }[]>(
      `update totp_credentials set last_step = ?
       where user_id = ? and confirmed_at is not null and last_step < ? returning id`,
      [step, userId, step],
    );
    return rows.length === 1;
  }

  /** Forgets the app; false when there was none. */
  async remove(userId: number): Promise<boolean> {
    const rows = await this.em.execute<{ confirmed_at: Date | null }[]>(
      'delete from totp_credentials where user_id = ? returning confirmed_at',
      [userId],
    );
    return rows[0]?.confirmed_at != null;
  }

  private async stepOf(userId: number, code: string, state: string): Promise<number | null> {
    const [row] = await this.em.execute<{ sealed_secret: string }[]>(
      `select sealed_secret from totp_credentials where user_id = ? and ${state}`,
      [userId],
    );
    return row ? stepOfCode(this.sealedBox.open(row.sealed_secret, purposeFor(userId)), code) : null;
  }
}

/** Bound to the person, so that a sealed secret copied to another row does not open. */
function purposeFor(userId: number | string): string {
  return `totp_credentials.sealed_secret ${userId}`;
}
