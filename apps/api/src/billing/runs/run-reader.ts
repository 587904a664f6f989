import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { PageRequest } from '@api/platform';
import type { LadderStep } from '../debt/ladder-rule';

export const RUN_KINDS = ['schedule', 'catch-up', 'staff'] as const;
export type RunKind = (typeof RUN_KINDS)[number];
export const RUN_STATES = ['planned', 'running', 'applied', 'abandoned'] as const;
export type RunState = (typeof RUN_STATES)[number];

export interface RunRow {
  readonly id: number;
  readonly kind: RunKind;
  readonly state: RunState;
  readonly upTo: Date;
  readonly planHash: string | null;
  readonly servers: number;
  readonly hours: number;
  readonly customers: number;
  readonly amount: string;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly appliedAt: Date | null;
}

export interface RunLineRow {
  readonly serverId: number;
  readonly serverName: string;
  readonly userId: number;
  readonly username: string;
  readonly firstHourAt: Date;
  readonly hours: number;
  readonly amount: string;
}

export interface RunStepRow {
  readonly userId: number;
  readonly username: string;
  readonly step: LadderStep;
  readonly balance: string;
  readonly servers: number;
}

export interface RunTransactionRow {
  readonly transactionId: string;
  readonly userId: number;
  readonly username: string;
  readonly description: string;
  readonly amount: string;
  readonly createdAt: Date;
}

const SELECT = `select r.id, r.kind, r.state, r.up_to as "upTo", r.plan_hash as "planHash", r.servers, r.hours, r.customers, r.amount, u.username as "createdBy",
    r.created_at as "createdAt", r.applied_at as "appliedAt"
  from billing_runs r left join users u on u.id = r.created_by_user_id`;
/** Pages of a run show so many lines; the totals are those of all. */
const MOST_LINES = 500;

/** Reads billing runs and what they were made of. */
@Injectable()
export class RunReader {
  constructor(private readonly em: EntityManager) {}

  /** Runs that charged something, and plans, newest first. */
  async page({ limit, offset }: PageRequest): Promise<{ rows: RunRow[]; total: number }> {
    const where = `where r.hours > 0 or r.kind = 'staff'`;
    const rows = await this.em.execute<RunRow[]>(`${SELECT} ${where} order by r.id desc limit ? offset ?`, [limit, offset]);
    const [counted] = await this.em.execute<{ total: number }[]>(`select count(*)::int as total from billing_runs r ${where}`);
    return { rows, total: counted?.total ?? 0 };
  }

  async find(
    id: number,
  ): Promise<{ run: RunRow; lines: RunLineRow[]; steps: RunStepRow[]; transactions: RunTransactionRow[] } | null> {
    const [run] = await this.em.execute<RunRow[]>(`${SELECT} where r.id = ?`, [id]);
    if (!run) return null;
    const [lines, steps, transactions] = [await this.lines(id), await this.steps(id), await this.transactions(id)];
    return { run, lines, steps, transactions };
  }

  private lines(id: number): Promise<RunLineRow[]> {
    return this.em.execute<RunLineRow[]>(
      `select l.server_id as "serverId", s.name as "serverName", l.user_id as "userId", u.username, l.first_hour_at as "firstHourAt", l.hours, l.amount
       from billing_run_lines l join servers s on s.id = l.server_id join users u on u.id = l.user_id
       where l.run_id = ? order by l.amount desc, l.server_id limit ${MOST_LINES}`,
      [id],
    );
  }

  private steps(id: number): Promise<RunStepRow[]> {
    return this.em.execute<RunStepRow[]>(
      `select x.user_id as "userId", u.username, x.step, x.balance, x.servers from billing_run_steps x join users u on u.id = x.user_id
       where x.run_id = ? order by x.user_id limit ${MOST_LINES}`,
      [id],
    );
  }

  /** The ledger's side: every transaction that the run made, found by their ranges of ids. */
  private transactions(id: number): Promise<RunTransactionRow[]> {
    return this.em.execute<RunTransactionRow[]>(
      `select t.id as "transactionId", u.id as "userId", u.username, t.description, p.amount, t.occurred_at as "createdAt"
       from billing_runs r cross join lateral unnest(r.transactions) as span
       join ledger_transactions t on t.id >= lower(span) and t.id < upper(span)
       join ledger_postings p on p.transaction_id = t.id and p.line = 1 join users u on u.id = t.user_id
       where r.id = ? order by t.id limit ${MOST_LINES}`,
      [id],
    );
  }
}
