import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { BadRequestError, Clock, RefusedError } from '@api/platform';
import type { CompanySnapshot, CustomerSnapshot } from '../documents/document';
import { Letterhead } from '../documents/letterhead';
import { statementPdf } from '../documents/pdf/statement-pdf';
import { Ledger } from '../ledger/ledger';
import { monthName, monthsBetween, monthStart, type Period } from './period';
import { StatementReader } from './statement-reader';

const MOST_LINES = 20_000;
const DAY_MS = 86_400_000;

/** Who a statement is from and for, and what servers were called; kept for whole days that are over. */
export interface StatementSnapshot {
  readonly company: CompanySnapshot;
  readonly customer: CustomerSnapshot;
  readonly servers: Readonly<Record<string, string>>;
}

/** One month of a customer's account; amounts in micro-units. */
export interface StatementMonth extends Period {
  readonly month: string;
  readonly opening: bigint;
  readonly closing: bigint;
  readonly transactions: number;
  readonly isOver: boolean;
}

/** Statements of account: by month, or for any stretch of time. */
@Injectable()
export class Statements {
  constructor(
    private readonly em: EntityManager,
    private readonly reader: StatementReader,
    private readonly letterhead: Letterhead,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /** The months of a customer's account, newest first. */
  async months(userId: number, page: { limit: number; offset: number }): Promise<{ rows: StatementMonth[]; total: number }> {
    const now = this.clock.now();
    const first = await this.reader.firstAt(userId);
    if (!first) return { rows: [], total: 0 };
    const total = monthsBetween(first, now);
    const shown = Math.max(0, Math.min(page.limit, total - page.offset));
    if (shown === 0) return { rows: [], total };
    const oldest = monthStart(now, 1 - page.offset - shown);
    const [opening, sums] = await Promise.all([this.reader.balanceBefore(userId, oldest), this.reader.months(userId, oldest)]);
    const byMonth = new Map(sums.map(row => [row.month, row]));
    let balance = opening;
    const rows = Array.from({ length: shown }, (_, index) => {
      const from = monthStart(oldest, index);
      const { sum = 0n, transactions = 0 } = byMonth.get(monthName(from)) ?? {};
      const to = monthStart(from, 1);
      const row = { month: monthName(from), from, to, opening: balance, closing: balance + sum, transactions, isOver: to <= now };
      balance += sum;
      return row;
    });
    return { rows: rows.reverse(), total };
  }

  /** The period that somebody asked for; the present month so far when they did not say. */
  period(from: Date | undefined, to: Date | undefined): Period {
    const now = this.clock.now();
    const period = { from: from ?? monthStart(to ?? now), to: to ?? now };
    if (period.from < period.to) return period;
    throw new BadRequestError('invalid_period', 'A statement ends after it begins.', [
      { field: 'to', message: 'must be after from' },
    ]);
  }

  /**
   * A statement as PDF. Of whole days (UTC) that are over, every rendering has the same bytes: the ledger never changes, and the
   * names were kept when it was first asked for.
   */
  async pdf(userId: number, period: Period): Promise<Buffer> {
    const lines = await this.reader.lines(userId, period, MOST_LINES + 1);
    if (lines.length > MOST_LINES)
      throw new RefusedError('too_many_lines', `A statement holds at most ${MOST_LINES} lines. Choose a shorter period.`, [
        { field: 'from', message: 'is too long ago' },
      ]);
    const opening = await this.reader.balanceBefore(userId, period.from);
    const serverIds = [...new Set(lines.flatMap(({ serverId }) => (serverId === null ? [] : [serverId])))];
    const snapshot = await this.snapshot(userId, period, serverIds);
    const logo = await this.letterhead.logo(snapshot.company.logo);
    return statementPdf({ period, opening, lines, currency: this.ledger.currency, ...snapshot, logo });
  }

  private async snapshot(userId: number, period: Period, serverIds: readonly number[]): Promise<StatementSnapshot> {
    const isKept = isWholeDays(period) && period.to <= this.clock.now();
    return this.em.fork().transactional(async em => {
      const key = [userId, period.from, period.to];
      const find = () =>
        em.execute<{ snapshot: StatementSnapshot }[]>(
          'select snapshot from statement_snapshots where user_id = ? and starts_at = ? and ends_at = ?',
          key,
        );
      const [known] = isKept ? await find() : [];
      if (known) return known.snapshot;
      const servers = await em.execute<{ id: number; name: string }[]>('select id, name from servers where id = any (?)', [
        `{${serverIds.join(',')}}`,
      ]);
      const taken: StatementSnapshot = {
        company: this.letterhead.company(),
        customer: await this.letterhead.customer(userId, period.to),
        servers: Object.fromEntries(servers.map(({ id, name }) => [String(id), name])),
      };
      if (!isKept) return taken;
      await this.letterhead.keepLogo();
      await em.execute(
        'insert into statement_snapshots (user_id, starts_at, ends_at, snapshot) values (?, ?, ?, ?::jsonb) on conflict do nothing',
        [...key, JSON.stringify(taken)],
      );
      const [kept] = await find();
      return kept?.snapshot ?? taken;
    });
  }
}

/** Other stretches end at any moment, such as now, and are not asked for again. */
function isWholeDays({ from, to }: Period): boolean {
  return [from, to].every(moment => moment.getTime() % DAY_MS === 0);
}
