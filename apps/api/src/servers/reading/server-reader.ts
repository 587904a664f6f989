import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type RawBuilder, sql } from 'kysely';
import { Clock, type PageRequest } from '@api/platform';
import type { ActionState, ActionKind } from '../power/server-action.entity';
import type { ServerState } from '../server.entity';

export interface ServerFilter {
  readonly userId?: number;
  readonly search?: string;
  readonly state?: ServerState;
  readonly tag?: string;
  readonly favourites?: boolean;
}

/** The newest action of a server. */
export interface ActionRow {
  readonly id: number;
  readonly kind: ActionKind;
  readonly state: ActionState;
  readonly progress: number | null;
  readonly message: string | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

/** A server as lists show it; amounts in micro-units. */
export interface ServerRow {
  readonly id: number;
  readonly name: string;
  readonly hostname: string | null;
  readonly state: ServerState;
  readonly operatingSystem: string;
  readonly addresses: string[];
  readonly monthly: string;
  readonly hourly: string | null;
  readonly currency: string;
  readonly monthToDate: string;
  /** When it was read; estimates are made from here. */
  readonly asOf: Date;
  /** Where its meter stands; null before it was metered. */
  readonly meter: MeterRow | null;
  readonly createdAt: Date;
  readonly observedAt: Date | null;
  readonly deleteAt: Date | null;
  readonly failureReason: string | null;
  readonly notes: string;
  readonly tags: string[];
  readonly isFavourite: boolean;
  /** Why staff suspended it; null when they did not. */
  readonly suspendedReason: string | null;
  readonly cpuPercent: number | null;
  readonly memoryUsedMb: number | null;
  readonly packageId: number;
  readonly packageName: string;
  readonly cpuCores: number;
  readonly memoryMb: number;
  readonly storageGb: number;
  readonly trafficGb: number;
  readonly locationId: number;
  readonly locationName: string;
  readonly upstreamId: number | null;
  readonly ownerId: number;
  readonly ownerUsername: string;
  readonly ownerEmail: string;
  readonly action: ActionRow | null;
}

/** A meter, as JSON gives it; amounts in micro-units, as texts because JSON's numbers are floats. */
export interface MeterRow {
  readonly chargedUntil: string;
  readonly month: string;
  readonly monthHours: number;
  readonly endedAt: string | null;
  readonly isPaused: boolean;
  readonly totalHours: number;
  readonly totalAmount: string;
  readonly nextAt: string | null;
  readonly nextMonthly: string | null;
  readonly nextHourly: string | null;
}

export interface EventRow {
  readonly id: number;
  readonly kind: string;
  readonly state: 'active' | 'done' | 'failed';
  readonly detail: string | null;
  readonly at: Date;
  readonly finishedAt: Date | null;
}

/** A server as its page needs it, its events newest first. */
export interface ServerParts {
  readonly row: ServerRow;
  readonly events: EventRow[];
}

type Anything = Record<string, never>;

/** Lists and shows servers from our own tables; VirtFusion is not asked. Whose they are is part of the question. */
@Injectable()
export class ServerReader {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async page(filter: ServerFilter, page: PageRequest): Promise<{ rows: ServerRow[]; total: number }> {
    const database = this.em.getKysely<Anything>();
    const where = whereOf(filter);
    const { rows } =
      await sql<ServerRow>`${this.select()} where ${where} order by s.id desc limit ${page.limit} offset ${page.offset}`.execute(
        database,
      );
    const counted = await sql<{ total: number }>`
      select count(*)::int as total from servers s join users u on u.id = s.user_id where ${where}`.execute(database);
    return { rows, total: counted.rows[0]?.total ?? 0 };
  }

  /** These servers, in this order; those that are gone are left out. */
  async these(ids: readonly number[]): Promise<ServerRow[]> {
    if (ids.length === 0) return [];
    const { rows } =
      await sql<ServerRow>`${this.select()} where s.id in (${sql.join([...ids])}) and s.deleted_at is null`.execute(
        this.em.getKysely<Anything>(),
      );
    return ids.flatMap(id => rows.filter(row => row.id === id));
  }

  /** One server with its timeline; null when it is not there or not this user's (if one is named). */
  async find(id: number, userId?: number): Promise<ServerParts | null> {
    const database = this.em.getKysely<Anything>();
    const { rows } = await sql<ServerRow>`${this.select()} where ${whereOf({ userId })} and s.id = ${id}`.execute(database);
    const [row] = rows;
    if (!row) return null;
    const events = await sql<EventRow>`
      select id, kind, state, detail, at, finished_at as "finishedAt" from server_events where server_id = ${id} order by id desc limit 50`.execute(
      database,
    );
    return { row, events: events.rows };
  }

  private select(): RawBuilder<ServerRow> {
    const now = this.clock.now();
    return sql`
      select s.id, s.name, s.hostname, s.state, s.operating_system as "operatingSystem", s.addresses, coalesce(m.monthly, s.monthly) as monthly, m.hourly,
        s.currency, ${now}::timestamptz as "asOf", s.created_at as "createdAt",
        s.observed_at as "observedAt", s.delete_at as "deleteAt", s.failure_reason as "failureReason", s.cpu_percent as "cpuPercent",
        s.memory_used_mb as "memoryUsedMb", s.notes, s.tags, s.is_favourite as "isFavourite", s.suspended_reason as "suspendedReason", p.id as "packageId", p.name as "packageName", p.cpu_cores as "cpuCores", p.memory_mb as "memoryMb",
        p.storage_gb as "storageGb", p.traffic_gb as "trafficGb", g.id as "locationId", g.name as "locationName", s.upstream_id as "upstreamId",
        u.id as "ownerId", u.username as "ownerUsername", u.email as "ownerEmail",
        case when m.month = date_trunc('month', ${now}::timestamptz at time zone 'UTC')::date then m.month_amount else 0 end as "monthToDate",
        case when m.server_id is not null then jsonb_build_object('chargedUntil', m.charged_until, 'month', m.month, 'monthHours', m.month_hours,
          'endedAt', m.ended_at, 'isPaused', m.paused_at is not null, 'totalHours', m.total_hours, 'totalAmount', m.total_amount::text,
          'nextAt', m.next_at, 'nextMonthly', m.next_monthly::text, 'nextHourly', m.next_hourly::text) end as meter,
        (select jsonb_build_object('id', a.id, 'kind', a.kind, 'state', a.state, 'progress', a.progress, 'message', a.message, 'startedAt', a.started_at,
          'finishedAt', a.finished_at) from server_actions a where a.server_id = s.id order by a.id desc limit 1) as action
      from servers s
      join virtfusion_packages p on p.id = s.package_id
      join virtfusion_groups g on g.id = s.group_id
      join users u on u.id = s.user_id
      left join usage_meters m on m.server_id = s.id`;
  }
}

function whereOf({ userId, search, state, tag, favourites }: ServerFilter): RawBuilder<unknown> {
  return sql.join(
    [
      sql`s.deleted_at is null`,
      ...(userId === undefined ? [] : [sql`s.user_id = ${userId}`]),
      ...(state === undefined ? [] : [sql`s.state = ${state}`]),
      ...(search === undefined ? [] : [searchFor(search)]),
      ...(tag === undefined ? [] : [sql`s.tags @> array[${tag}]::text[]`]),
      ...(favourites ? [sql`s.is_favourite`] : []),
    ],
    sql` and `,
  );
}

function searchFor(text: string): RawBuilder<unknown> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(s.name ilike ${pattern} or s.hostname ilike ${pattern} or array_to_string(s.addresses, ' ') ilike ${pattern}
    or u.username ilike ${pattern} or u.email ilike ${pattern})`;
}
