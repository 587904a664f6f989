import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Clock } from '@api/platform';

/** A running server whose price is not today's; amounts in micro-units. */
export interface RunningServer {
  readonly serverId: number;
  readonly name: string;
  readonly userId: number;
  readonly username: string;
  readonly fullName: string;
  readonly timeZone: string;
  readonly locationName: string;
  readonly currency: string;
  readonly oldPriceId: number;
  readonly oldMonthly: string;
  readonly oldHourly: string | null;
  readonly newPriceId: number;
  readonly newMonthly: string;
  readonly newHourly: string | null;
}

/** Which of them are asked for, and whether their meters are held until the surrounding transaction ends. */
export interface RunningServerQuestion {
  readonly serverIds?: readonly number[] | undefined;
  readonly lock?: boolean;
}

type Anything = Record<string, never>;

/** Finds the servers that still run at what they were sold for. */
@Injectable()
export class RunningPrices {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Running servers of a package whose price differs from today's at their location, and for which nothing is announced. */
  async atOldPrices(packageId: number, { serverIds, lock = false }: RunningServerQuestion = {}): Promise<RunningServer[]> {
    const { rows } = await sql<RunningServer>`
      select s.id as "serverId", s.name, u.id as "userId", u.username, u.full_name as "fullName", u.time_zone as "timeZone", g.name as "locationName",
        s.currency, m.price_id as "oldPriceId", m.monthly as "oldMonthly", m.hourly as "oldHourly",
        p.id as "newPriceId", p.monthly as "newMonthly", p.hourly as "newHourly"
      from usage_meters m
      join servers s on s.id = m.server_id
      join users u on u.id = s.user_id
      join virtfusion_groups g on g.id = s.group_id
      join lateral (
        select * from package_prices x where x.package_id = s.package_id and x.valid_to is null and (x.group_id = s.group_id or x.group_id is null)
        order by x.group_id nulls last limit 1
      ) p on true
      where s.package_id = ${packageId} and s.deleted_at is null and (m.ended_at is null or m.ended_at > ${this.clock.now()}) and m.next_at is null
        and (p.monthly, p.hourly) is distinct from (m.monthly, m.hourly)
        ${serverIds ? sql`and s.id = any(${`{${serverIds.join(',')}}`}::int[])` : sql``}
      order by s.id ${lock ? sql`for update of m` : sql``}`.execute(this.em.getKysely<Anything>());
    return rows;
  }
}
