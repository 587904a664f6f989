import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type RawBuilder, sql } from 'kysely';
import { MAX_ID, type PageRequest } from '@api/platform';
import { SettingsService } from '@api/settings';

const BATCH = 500;

export interface PeopleFilter {
  readonly search?: string;
  readonly role?: string;
  readonly verified?: boolean;
  readonly state?: string;
  readonly tag?: string;
}

/** A person with what they have; the balance in micro-units. */
export interface PersonRow {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly fullName: string;
  readonly role: 'customer' | 'support' | 'billing' | 'content' | 'admin';
  readonly isVerified: boolean;
  readonly state: 'active' | 'suspended' | 'deleted';
  readonly balance: string;
  readonly serverCount: number;
  readonly sessionCount: number;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
  readonly tags: string[];
  readonly suspendedReason: string | null;
  readonly secondFactors: number;
  readonly linkState: 'none' | 'pending' | 'linked' | 'failed';
  readonly linkMessage: string | null;
}

/** Lists and shows people with their credit and servers, over several features' tables; writes nothing. */
@Injectable()
export class PeopleReader {
  constructor(
    private readonly em: EntityManager,
    private readonly settings: SettingsService,
  ) {}

  async page(filter: PeopleFilter, page: PageRequest): Promise<{ rows: PersonRow[]; total: number }> {
    const database = this.em.getKysely<Record<string, never>>();
    const where = whereOf(filter);
    const { rows } =
      await sql<PersonRow>`${this.select()} where ${where} order by u.id desc limit ${page.limit} offset ${page.offset}`.execute(
        database,
      );
    const counted = await sql<{ total: number }>`select count(*)::int as total from users u where ${where}`.execute(database);
    return { rows, total: counted.rows[0]?.total ?? 0 };
  }

  async find(id: number): Promise<PersonRow | null> {
    const { rows } = await sql<PersonRow>`${this.select()} where u.id = ${id}`.execute(
      this.em.getKysely<Record<string, never>>(),
    );
    return rows[0] ?? null;
  }

  /** Every person that the filter finds, a batch at a time, for a file. */
  async *all(filter: PeopleFilter): AsyncGenerator<PersonRow> {
    const database = this.em.getKysely<Record<string, never>>();
    for (let before = MAX_ID; ;) {
      const { rows } = await sql<PersonRow>`
        ${this.select()} where ${whereOf(filter)} and u.id <= ${before} order by u.id desc limit ${BATCH}`.execute(database);
      yield* rows;
      const last = rows.at(-1);
      if (rows.length < BATCH || !last) return;
      before = last.id - 1;
    }
  }

  private select(): RawBuilder<PersonRow> {
    return sql`
      select u.id, u.username, u.email, u.full_name as "fullName", u.role, u.email_verified_at is not null as "isVerified", u.state,
        u.created_at as "createdAt", u.last_sign_in_at as "lastSignInAt", coalesce(a.balance, 0) as balance,
        (select count(*)::int from servers s where s.user_id = u.id and s.deleted_at is null) as "serverCount",
        (select count(*)::int from sessions s where s.user_id = u.id and s.ended_at is null and s.expires_at > now()) as "sessionCount",
        array(select t.tag from user_tags t where t.user_id = u.id order by t.tag) as tags, u.suspended_reason as "suspendedReason",
        ((select count(*) from passkeys k where k.user_id = u.id) +
          (select count(*) from totp_credentials c where c.user_id = u.id and c.confirmed_at is not null))::int as "secondFactors",
        coalesce(l.state, 'none') as "linkState", l.last_error as "linkMessage"
      from users u
      left join ledger_accounts a on a.user_id = u.id and a.kind = 'customer_credit' and a.currency = ${this.settings.get('billing.currency')}
      left join virtfusion_links l on l.user_id = u.id`;
  }
}

function whereOf({ search, role, verified, state, tag }: PeopleFilter): RawBuilder<unknown> {
  return sql.join(
    [
      state === undefined ? sql`u.state <> 'deleted'` : sql`u.state = ${state}`,
      ...(tag === undefined ? [] : [sql`exists (select 1 from user_tags t where t.user_id = u.id and t.tag = ${tag})`]),
      ...(role === undefined ? [] : [sql`u.role = ${role}`]),
      ...(verified === undefined ? [] : [sql`(u.email_verified_at is not null) = ${verified}`]),
      ...(search === undefined ? [] : [searchFor(search)]),
    ],
    sql` and `,
  );
}

function searchFor(text: string): RawBuilder<unknown> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(u.username ilike ${pattern} or u.email ilike ${pattern} or u.full_name ilike ${pattern})`;
}
