import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { Tokens } from '../../sessions/tokens';

export const RECOVERY_CODE_COUNT = 10;
/** Without the letters and digits that people confuse. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 3;
const GROUP_LENGTH = 4;

/** True for what could be a recovery code, however it was typed. */
export function looksLikeRecoveryCode(text: string): boolean {
  return plain(text).length === GROUPS * GROUP_LENGTH;
}

/** Codes on paper for the day the telephone is lost. Ten at a time, each works once; only keyed hashes are stored. */
@Injectable()
export class RecoveryCodes {
  constructor(
    private readonly em: EntityManager,
    private readonly tokens: Tokens,
  ) {}

  async left(userId: number): Promise<number> {
    const [row] = await this.em.execute<{ count: number }[]>(
      'select count(*)::int as count from recovery_codes where user_id = ? and used_at is null',
      [userId],
    );
    return row?.count ?? 0;
  }

  /** Makes ten new codes, which are never told again; the earlier ones stop working. Part of the surrounding transaction. */
  async renew(userId: number): Promise<string[]> {
    const codes = new Set<string>();
    while (codes.size < RECOVERY_CODE_COUNT) codes.add(newCode());
    await this.forget(userId);
    for (const code of codes)
      await this.em.execute('insert into recovery_codes (user_id, code_hash) values (?, ?)', [
        userId,
        this.tokens.codeHash(userId, words(code)),
      ]);
    return [...codes];
  }

  /** Uses a code up. */
  async accept(userId: number, code: string): Promise<boolean> {
    const rows = await this.em.execute<{ id: number }[]>(
      'update recovery_codes set used_at = now() where user_id = ? and code_hash = any(?::text[]) and used_at is null returning id',
      [userId, `{${this.tokens.codeHashes(userId, words(code)).join(',')}}`],
    );
    return rows.length === 1;
  }

  async forget(userId: number): Promise<void> {
    await this.em.execute('delete from recovery_codes where user_id = ?', [userId]);
  }
}

/** No other code of six digits passes for one of these. */
function words(code: string): string {
  return `recovery:${plain(code)}`;
}

/** Such as `k7wq-9hfe-m2xd`: 59 bits. */
function newCode(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

function plain(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9]/g, '');
}
