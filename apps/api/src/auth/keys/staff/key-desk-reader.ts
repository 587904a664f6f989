import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type RawBuilder, sql } from 'kysely';
import type { PageRequest, Scope } from '@api/platform';
import type { RevokeReason } from '../api-key.entity';
import { keyNotFound } from '../key.service';
import type { FindingKind } from '../watch/finding';

export const KEY_STATES = ['active', 'expired', 'revoked'] as const;
export type KeyState = (typeof KEY_STATES)[number];

export interface DeskFilter {
  readonly search?: string;
  readonly state?: KeyState;
  readonly scope?: Scope;
  readonly userId?: number;
}

/** A key with its owner and a month of use. */
export interface DeskRow {
  readonly id: number;
  readonly name: string;
  readonly prefix: string;
  readonly lastFour: string;
  readonly scopes: Scope[];
  readonly allowedAddresses: string[];
  readonly requestsPerMinute: number | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly lastAddress: string | null;
  readonly revokedAt: Date | null;
  readonly revokedReason: RevokeReason | null;
  readonly revokedNote: string | null;
  readonly ownerId: number;
  readonly ownerUsername: string;
  readonly ownerEmail: string;
  readonly ownerRole: string;
  readonly ownerState: string;
  readonly state: KeyState;
  readonly requests: number;
  readonly refusals: number;
  readonly limited: number;
  readonly findings: number;
}

export interface NetworkRow {
  readonly network: string;
  readonly firstSeenAt: Date;
}

export interface FindingRow {
  readonly id: number;
  readonly kind: FindingKind;
  readonly subject: string;
  readonly foundAt: Date;
}

type Database = Record<string, never>;

const STATE = sql<KeyState>`case when k.revoked_at is not null then 'revoked' when k.expires_at <= now() then 'expired' else 'active' end`;

/** Reads all keys with their owners, for staff; writes nothing. */
@Injectable()
export class KeyDeskReader {
  constructor(private readonly em: EntityManager) {}

  async page(filter: DeskFilter, { limit, offset }: PageRequest): Promise<{ rows: DeskRow[]; total: number }> {
    const database = this.em.getKysely<Database>();
    const where = whereOf(filter);
    const chosen = sql`select k.id from api_keys k join users u on u.id = k.user_id where ${where}
      order by k.id desc limit ${limit} offset ${offset}`;
    const { rows } = await sql<DeskRow>`${select()} where k.id in (${chosen}) order by k.id desc`.execute(database);
    const counted = await sql<{ total: number }>`
      select count(*)::int as total from api_keys k join users u on u.id = k.user_id where ${where}`.execute(database);
    return { rows, total: counted.rows[0]?.total ?? 0 };
  }

  async get(id: number): Promise<DeskRow> {
    const { rows } = await sql<DeskRow>`${select()} where k.id = ${id}`.execute(this.em.getKysely<Database>());
    if (!rows[0]) throw keyNotFound();
    return rows[0];
  }

  async networks(id: number): Promise<NetworkRow[]> {
    const { rows } = await sql<NetworkRow>`
      select network::text, first_seen_at as "firstSeenAt" from api_key_networks where key_id = ${id}
      order by first_seen_at desc limit 100`.execute(this.em.getKysely<Database>());
    return rows;
  }

  async findings(id: number): Promise<FindingRow[]> {
    const { rows } = await sql<FindingRow>`
      select id, kind, subject, found_at as "foundAt" from api_key_findings where key_id = ${id} order by id desc limit 100`.execute(
      this.em.getKysely<Database>(),
    );
    return rows;
  }

  /** Keys after this one in the order of their ids, for reports that are read to the end. */
  async after(id: number, limit: number): Promise<DeskRow[]> {
    const { rows } = await sql<DeskRow>`${select()} where k.id > ${id} order by k.id limit ${limit}`.execute(
      this.em.getKysely<Database>(),
    );
    return rows;
  }
}

function select(): RawBuilder<DeskRow> {
  return sql`
    select k.id, k.name, k.prefix, k.last_four as "lastFour", k.scopes, coalesce(k.allowed_networks::text[], '{}') as "allowedAddresses",
      k.requests_per_minute as "requestsPerMinute", k.created_at as "createdAt", k.expires_at as "expiresAt",
      k.last_used_at as "lastUsedAt", k.last_address as "lastAddress", k.revoked_at as "revokedAt",
      k.revoked_reason as "revokedReason", k.revoked_note as "revokedNote", u.id as "ownerId", u.username as "ownerUsername",
      u.email as "ownerEmail", u.role as "ownerRole", u.state as "ownerState", ${STATE} as state,
      coalesce(use.requests, 0) as requests, coalesce(use.refusals, 0) as refusals, coalesce(use.limited, 0) as limited,
      (select count(*)::int from api_key_findings f where f.key_id = k.id) as findings
    from api_keys k
    join users u on u.id = k.user_id
    left join lateral (
      select sum(c.requests)::int as requests, sum(c.refusals)::int as refusals, sum(c.limited)::int as limited
      from api_key_use c where c.key_id = k.id and c.day > (now() at time zone 'UTC')::date - 30
    ) use on true`;
}

function whereOf({ search, state, scope, userId }: DeskFilter): RawBuilder<unknown> {
  return sql.join(
    [
      sql`true`,
      ...(state === undefined ? [] : [sql`${STATE} = ${state}`]),
      ...(scope === undefined ? [] : [sql`${scope}::text = any(k.scopes)`]),
      ...(userId === undefined ? [] : [sql`k.user_id = ${userId}`]),
      ...(search === undefined ? [] : [searchFor(search)]),
    ],
    sql` and `,
  );
}

function searchFor(text: string): RawBuilder<unknown> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(k.name ilike ${pattern} or k.prefix ilike ${pattern} or u.username ilike ${pattern} or u.email ilike ${pattern})`;
}
