import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

/** How far back the use of a key is shown, in days. */
export const SHOWN_DAYS = 30;

/** Requests of one day; days without any are there with zeros. */
export interface DayOfUse {
  readonly day: string;
  readonly requests: number;
  readonly refusals: number;
  readonly limited: number;
}

/** Requests to one route over all days shown. */
export interface RouteOfUse {
  readonly method: string;
  readonly route: string;
  readonly requests: number;
  readonly refusals: number;
  readonly limited: number;
}

/** Reads what keys were used for. */
@Injectable()
export class UseReader {
  constructor(private readonly em: EntityManager) {}

  async days(keyId: number): Promise<DayOfUse[]> {
    const { rows } = await sql<DayOfUse>`
      select d.day::date::text as day, coalesce(sum(u.requests), 0)::int as requests, coalesce(sum(u.refusals), 0)::int as refusals,
        coalesce(sum(u.limited), 0)::int as limited
      from generate_series((now() at time zone 'UTC')::date - ${SHOWN_DAYS - 1}::int, (now() at time zone 'UTC')::date, interval '1 day') d(day)
      left join api_key_use u on u.key_id = ${keyId} and u.day = d.day::date
      group by d.day order by d.day`.execute(this.em.getKysely<Record<string, never>>());
    return rows;
  }

  async routes(keyId: number): Promise<RouteOfUse[]> {
    const { rows } = await sql<RouteOfUse>`
      select method, route, sum(requests)::int as requests, sum(refusals)::int as refusals, sum(limited)::int as limited
      from api_key_use where key_id = ${keyId} and day > (now() at time zone 'UTC')::date - ${SHOWN_DAYS}::int
      group by method, route order by 3 desc, route, method limit 50`.execute(this.em.getKysely<Record<string, never>>());
    return rows;
  }
}
