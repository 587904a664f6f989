import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { KeyCredential, Principal, SessionCredential } from '@api/platform';
import { MeDto, type MeRow } from './me.dto';

/** Reads whom a key stands for. Integrators ask this often, so it is one statement and no entity. */
@Injectable()
export class MeReader {
  constructor(private readonly em: EntityManager) {}

  async of({ userId, credential }: Principal): Promise<MeDto> {
    const [row] = await this.em
      .fork()
      .execute<MeRow[]>(
        'select id, username, email, full_name as "fullName", role, created_at as "createdAt" from users where id = ?',
        [userId],
      );
    if (!row) throw new Error(`The owner ${userId} of a key is gone`);
    return MeDto.from(row, scopesOf(credential));
  }
}

function scopesOf(credential: KeyCredential | SessionCredential): KeyCredential['scopes'] {
  return credential.kind === 'key' ? credential.scopes : new Set();
}
