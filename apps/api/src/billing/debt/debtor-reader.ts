import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { PageRequest } from '@api/platform';
import { Ledger } from '../ledger/ledger';
import type { Debtor } from './ladder-rule';

/** A customer with a debt or a debt case, as stored. */
export interface DebtorRow {
  readonly userId: number;
  readonly username: string;
  readonly email: string;
  readonly fullName: string;
  readonly timeZone: string;
  readonly balance: string;
  readonly servers: number;
  readonly caseId: number | null;
  readonly openedAt: Date | null;
  readonly suspendAt: Date | null;
  readonly suspendedAt: Date | null;
  readonly deleteAt: Date | null;
  readonly remindedAt: Date | null;
  readonly deletedAt: Date | null;
  readonly isExempted: boolean;
  readonly exemptUntil: Date | null;
  readonly exemptReason: string | null;
}

/** Charges that a plan would add before the ladder looks, from the lines of a run. */
const PLANNED = `left join (select user_id, sum(amount) as planned from billing_run_lines where run_id = ? group by user_id) r on r.user_id = a.user_id`;

/** Reads who owes money and what was done about it. */
@Injectable()
export class DebtorReader {
  constructor(
    private readonly em: EntityManager,
    private readonly ledger: Ledger,
  ) {}

  /** Everybody who owes money, or whose debt is paid and not closed, after the charges of a planned run if one is named. */
  all(runId: number | null = null): Promise<DebtorRow[]> {
    const balance = runId === null ? 'a.balance' : 'a.balance - coalesce(r.planned, 0)';
    return this.em.execute<DebtorRow[]>(
      `${select(balance)} ${runId === null ? '' : PLANNED}
       where a.kind = 'customer_credit' and a.currency = ? and (${balance} < 0 or c.id is not null) order by a.user_id`,
      [...(runId === null ? [] : [runId]), this.ledger.currency],
    );
  }

  /** One customer; null when they owe nothing and have no open case. */
  async one(userId: number): Promise<DebtorRow | null> {
    const [row] = await this.em.execute<DebtorRow[]>(
      `${select('a.balance')} where a.kind = 'customer_credit' and a.currency = ? and a.user_id = ? and (a.balance < 0 or c.id is not null)`,
      [this.ledger.currency, userId],
    );
    return row ?? null;
  }

  /** Debtors and exempted customers, the largest debt first. */
  async page({ limit, offset }: PageRequest): Promise<{ rows: DebtorRow[]; total: number }> {
    const where = `where a.kind = 'customer_credit' and a.currency = ? and (a.balance < 0 or c.id is not null or e.user_id is not null)`;
    const rows = await this.em.execute<DebtorRow[]>(
      `${select('a.balance')} ${where} order by a.balance, a.user_id limit ? offset ?`,
      [this.ledger.currency, limit, offset],
    );
    const [counted] = await this.em.execute<{ total: number }[]>(`select count(*)::int as total ${FROM} ${where}`, [
      this.ledger.currency,
    ]);
    return { rows, total: counted?.total ?? 0 };
  }
}

const FROM = `from ledger_accounts a
  join users u on u.id = a.user_id
  left join debt_cases c on c.user_id = a.user_id and c.closed_at is null
  left join debt_exemptions e on e.user_id = a.user_id`;

function select(balance: string): string {
  return `select a.user_id as "userId", u.username, u.email, u.full_name as "fullName", u.time_zone as "timeZone", ${balance} as balance,
      (select count(*)::int from usage_meters m where m.user_id = a.user_id and m.ended_at is null) as servers,
      c.id as "caseId", c.opened_at as "openedAt", c.suspend_at as "suspendAt", c.suspended_at as "suspendedAt", c.delete_at as "deleteAt",
      c.reminded_at as "remindedAt", c.deleted_at as "deletedAt", e.user_id is not null as "isExempted", e.until as "exemptUntil", e.reason as "exemptReason"
    ${FROM}`;
}

/** A stored debtor as the rule sees them. */
export function debtorOf(row: DebtorRow): Debtor {
  const { openedAt, suspendAt, suspendedAt, deleteAt, remindedAt, deletedAt } = row;
  return {
    balance: BigInt(row.balance),
    debt: openedAt === null ? null : { openedAt, suspendAt, suspendedAt, deleteAt, remindedAt, deletedAt },
    exemption: row.isExempted ? { until: row.exemptUntil } : null,
  };
}
