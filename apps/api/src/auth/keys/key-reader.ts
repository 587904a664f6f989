import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { PageRequest } from '@api/platform';
import { ApiKey } from './api-key.entity';
import { keyNotFound } from './key.service';

/** What owners see of their keys; keys that were ended are gone for them. */
@Injectable()
export class KeyReader {
  constructor(private readonly em: EntityManager) {}

  async page(userId: number, { limit, offset }: PageRequest): Promise<{ rows: ApiKey[]; total: number }> {
    const [rows, total] = await this.em
      .fork()
      .findAndCount(ApiKey, { userId, revokedAt: null }, { orderBy: { id: 'desc' }, limit, offset });
    return { rows, total };
  }

  async own(userId: number, id: number): Promise<ApiKey> {
    const key = await this.em.fork().findOne(ApiKey, { id, userId, revokedAt: null });
    if (!key) throw keyNotFound();
    return key;
  }
}
