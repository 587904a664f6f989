import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { roundToCurrency } from '@sky/money';
import { Clock } from '@api/platform';
import { Ledger } from '../ledger/ledger';
import { type Reason, whyChanged } from './why-changed';

const DAY_MS = 86_400_000;
const WINDOW_DAYS = 30;

/** What a server cost on one day of the reader's calendar, in micro-units. */
export interface UsageDay {
  readonly day: string;
  readonly serverId: number;
  readonly hours: number;
  readonly amount: bigint;
}

/** What a server cost in the window and in the one before. */
export interface UsageServer {
  readonly serverId: number;
  readonly name: string;
  readonly isDeleted: boolean;
  readonly hours: number;
  readonly amount: bigint;
  readonly before: bigint;
}

/** A window of usage. */
export interface Usage {
  readonly currency: string;
  readonly from: Date;
  readonly to: Date;
  readonly timeZone: string;
  readonly total: bigint;
  readonly before: bigint;
  readonly days: readonly UsageDay[];
  readonly servers: readonly UsageServer[];
  /** Set-up fees and the rest of minimum terms: usage that no hour stands for. */
  readonly other: bigint;
  readonly reasons: readonly Reason[];
}

interface DayRow {
  day: string;
  serverId: number;
  hours: number;
  amount: string;
}

interface ServerRow {
  serverId: number;
  name: string;
  createdAt: Date;
  deletedAt: Date | null;
  hours: number;
  amount: string;
  beforeHours: number;
  before: string;
}

/**
 * Reads what was used: by server and day. It looks at the charges of the window only, by the index that begins with the server,
 * so that a long history costs nothing; days are those of the reader's time zone, hours are charged in UTC.
 */
@Injectable()
export class UsageReader {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
  ) {}

  /** The thirty days up to now, to the hour, beside the thirty days before. */
  async lastThirtyDays(userId: number): Promise<Usage> {
    const to = this.clock.now();
    const from = new Date(to.getTime() - WINDOW_DAYS * DAY_MS);
    const { currency } = this.ledger;
    const timeZone = await this.timeZoneOf(userId);
    const days = await this.days(userId, from, to, timeZone);
    const rows = await this.servers(userId, new Date(from.getTime() - WINDOW_DAYS * DAY_MS), from, to);
    const other = await this.withoutHours(userId, from, to);
    const servers = rows.map(row => ({
      ...{ serverId: row.serverId, name: row.name, isDeleted: row.deletedAt !== null, hours: row.hours },
      ...{ amount: BigInt(row.amount), before: BigInt(row.before) },
    }));
    const reasons = whyChanged(
      rows.map(row => ({
        ...{
          name: row.name,
          before: BigInt(row.before),
          beforeHours: row.beforeHours,
          now: BigInt(row.amount),
          nowHours: row.hours,
        },
        isNew: row.createdAt >= from,
        isGone: row.deletedAt !== null && row.deletedAt >= from,
      })),
      currency,
      // What no amount of the currency can show explains nothing to a reader.
    ).filter(({ difference }) => roundToCurrency(difference, currency) !== 0n);
    const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
    return {
      ...{ currency, from, to, timeZone, days, servers, other, reasons },
      total: sum(servers.map(({ amount }) => amount)) + other,
      before: sum(servers.map(({ before }) => before)),
    };
  }

  private async days(userId: number, from: Date, to: Date, timeZone: string): Promise<UsageDay[]> {
    const rows = await this.em.execute<DayRow[]>(
      `select to_char(c.hour_starts_at at time zone ?, 'YYYY-MM-DD') as day, m.server_id as "serverId", count(*)::int as hours, sum(c.amount) as amount
       from usage_meters m join usage_charges c on c.server_id = m.server_id and c.hour_starts_at >= ? and c.hour_starts_at < ?
       where m.user_id = ? and m.charged_until > ? group by 1, 2 order by 1, 2`,
      [timeZone, from, to, userId, from],
    );
    return rows.map(row => ({ ...row, amount: BigInt(row.amount) }));
  }

  private servers(userId: number, before: Date, from: Date, to: Date): Promise<ServerRow[]> {
    return this.em.execute<ServerRow[]>(
      `select m.server_id as "serverId", s.name, s.created_at as "createdAt", coalesce(s.deleted_at, m.ended_at) as "deletedAt",
         count(*) filter (where c.hour_starts_at >= ?)::int as hours, coalesce(sum(c.amount) filter (where c.hour_starts_at >= ?), 0) as amount,
         count(*) filter (where c.hour_starts_at < ?)::int as "beforeHours", coalesce(sum(c.amount) filter (where c.hour_starts_at < ?), 0) as before
       from usage_meters m join servers s on s.id = m.server_id
       join usage_charges c on c.server_id = m.server_id and c.hour_starts_at >= ? and c.hour_starts_at < ?
       where m.user_id = ? and m.charged_until > ? group by m.server_id, s.name, s.created_at, s.deleted_at, m.ended_at order by amount desc, m.server_id`,
      [from, from, from, from, before, to, userId, before],
    );
  }

  /** Usage that has no hours: set-up fees, the rest of minimum terms, and what VirtFusion's meter counted. */
  private async withoutHours(userId: number, from: Date, to: Date): Promise<bigint> {
    const [row] = await this.em.execute<{ amount: string }[]>(
      `select coalesce(-sum(p.amount), 0) as amount from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
       where t.user_id = ? and t.type = 'usage' and t.occurred_at >= ? and t.occurred_at < ? and t.reference !~ '^usage:'`,
      [userId, from, to],
    );
    return BigInt(row?.amount ?? 0);
  }

  private async timeZoneOf(userId: number): Promise<string> {
    const [row] = await this.em.execute<{ timeZone: string }[]>('select time_zone as "timeZone" from users where id = ?', [
      userId,
    ]);
    return row?.timeZone ?? 'UTC';
  }
}
