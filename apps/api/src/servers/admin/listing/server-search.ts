import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type RawBuilder, sql } from 'kysely';
import type { PageRequest } from '@api/platform';
import type { ServerState } from '../../server.entity';

export const SERVER_ORDERS = ['newest', 'oldest', 'name', 'hypervisor', 'state'] as const;
export type ServerOrder = (typeof SERVER_ORDERS)[number];

/** Which of everybody's servers to list. */
export interface ServerSearchFilter {
  /** A part of a name, an address, a hypervisor, a username or an e-mail address, or a number of ours or of VirtFusion. */
  readonly search?: string;
  readonly state?: ServerState;
  readonly userId?: number;
  readonly locationId?: number;
  readonly packageId?: number;
  readonly hypervisor?: string;
  readonly tag?: string;
  readonly show?: ServerChoice;
  readonly sort?: ServerOrder;
}

export const SERVER_CHOICES = ['all', 'suspended-by-staff', 'held-by-debt', 'missing', 'free-of-charge'] as const;
export type ServerChoice = (typeof SERVER_CHOICES)[number];

const ORDERS: Record<ServerOrder, RawBuilder<unknown>> = {
  newest: sql`s.id desc`,
  oldest: sql`s.id`,
  name: sql`lower(s.name), s.id`,
  hypervisor: sql`s.hypervisor_name, s.id`,
  state: sql`s.state, s.id desc`,
};

const CHOICES: Record<ServerChoice, RawBuilder<unknown>> = {
  all: sql`true`,
  'suspended-by-staff': sql`s.suspended_at is not null`,
  'held-by-debt': sql`exists (select from server_debt_holds h where h.server_id = s.id)`,
  missing: sql`s.missing_since is not null`,
  'free-of-charge': sql`not exists (select from usage_meters m where m.server_id = s.id)`,
};

type Anything = Record<string, never>;

/** Finds servers among everybody's. Only numbers are looked for here, so that the page's own rows alone are read whole. */
@Injectable()
export class ServerSearch {
  constructor(private readonly em: EntityManager) {}

  async find(
    { sort = 'newest', ...filter }: ServerSearchFilter,
    { limit, offset }: PageRequest,
  ): Promise<{ ids: number[]; total: number }> {
    const database = this.em.getKysely<Anything>();
    const where = whereOf(filter);
    const { rows } = await sql<{
      id: number;
    }>`select s.id from servers s where ${where} order by ${ORDERS[sort]} limit ${limit} offset ${offset}`.execute(database);
    const counted = await sql<{ total: number }>`select count(*)::int as total from servers s where ${where}`.execute(database);
    return { ids: rows.map(({ id }) => id), total: counted.rows[0]?.total ?? 0 };
  }
}

function whereOf({ search, state, userId, locationId, packageId, hypervisor, tag, show = 'all' }: ServerSearchFilter) {
  return sql.join(
    [
      sql`s.deleted_at is null`,
      CHOICES[show],
      ...(state === undefined ? [] : [sql`s.state = ${state}`]),
      ...(userId === undefined ? [] : [sql`s.user_id = ${userId}`]),
      ...(locationId === undefined ? [] : [sql`s.group_id = ${locationId}`]),
      ...(packageId === undefined ? [] : [sql`s.package_id = ${packageId}`]),
      ...(hypervisor === undefined ? [] : [sql`s.hypervisor_name = ${hypervisor}`]),
      ...(tag === undefined ? [] : [sql`s.tags @> array[${tag}]::text[]`]),
      ...(search === undefined ? [] : [matches(search)]),
    ],
    sql` and `,
  );
}

/** A union, because an "or" over two tables could use the index of neither. */
function matches(text: string): RawBuilder<unknown> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  return sql`s.id in (
    select id from servers where deleted_at is null and server_search_text(name, hostname, addresses, hypervisor_name) ilike ${pattern}
    union select o.id from servers o join users u on u.id = o.user_id where o.deleted_at is null and (u.username || ' ' || u.email) ilike ${pattern}
    ${number === undefined ? sql`` : sql`union select id from servers where id = ${Number(number)} or upstream_id = ${Number(number)}`})`;
}
