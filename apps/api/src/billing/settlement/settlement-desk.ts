import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { Clock, ConflictError, NotFoundError, type PageRequest, UnavailableError } from '@api/platform';
import { SettlementCheck } from './settlement-check';
import type { DifferenceKind, SettlementSubject } from './settlement-compare';

/** One comparison with PayPal's list. */
export interface CheckRow {
  readonly id: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly state: 'running' | 'done' | 'failed';
  readonly seen: number;
  readonly matched: number;
  readonly mended: number;
  readonly differences: number;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** A difference as it is listed; amounts in micro-units. */
export interface DifferenceRow {
  readonly id: number;
  readonly kind: DifferenceKind;
  readonly subject: SettlementSubject;
  readonly gatewayId: string;
  readonly paymentId: number | null;
  readonly amountHere: string | null;
  readonly amountThere: string | null;
  readonly currency: string;
  readonly happenedAt: Date | null;
  readonly foundAt: Date;
  readonly seenAt: Date;
  readonly resolvedAt: Date | null;
  readonly resolution: string | null;
}

/** What staff see and do about settlement. */
@Injectable()
export class SettlementDesk {
  constructor(
    private readonly em: EntityManager,
    private readonly check: SettlementCheck,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Begins a check; one at a time. */
  async begin(days: number, staffId: number): Promise<CheckRow> {
    if (!this.check.isPossible)
      throw new UnavailableError('payments_not_configured', 'There is no PayPal account to compare with.');
    const [running] = await this.em.fork().execute<unknown[]>(`select 1 from settlement_checks where state = 'running' limit 1`);
    if (running) throw new ConflictError('settlement_running', 'A check is running already. Wait for its result.');
    const id = await this.check.begin(days, staffId);
    const [row] = await this.em.fork().execute<CheckRow[]>(`${CHECKS} where id = ?`, [id]);
    if (!row) throw new Error(`Check ${id} is gone`);
    return row;
  }

  /** Checks, newest first. */
  async checks({ limit, offset }: PageRequest): Promise<{ rows: CheckRow[]; total: number }> {
    const em = this.em.fork();
    const rows = await em.execute<CheckRow[]>(`${CHECKS} order by id desc limit ? offset ?`, [limit, offset]);
    const [counted] = await em.execute<{ total: number }[]>('select count(*)::int as total from settlement_checks');
    return { rows, total: counted?.total ?? 0 };
  }

  /** Differences, newest first; those that are open unless others are asked for. */
  async differences(isResolved: boolean, { limit, offset }: PageRequest): Promise<{ rows: DifferenceRow[]; total: number }> {
    const where = `where resolved_at is ${isResolved ? 'not null' : 'null'}`;
    const em = this.em.fork();
    const rows = await em.execute<DifferenceRow[]>(`${DIFFERENCES} ${where} order by id desc limit ? offset ?`, [limit, offset]);
    const [counted] = await em.execute<{ total: number }[]>(`select count(*)::int as total from settlement_differences ${where}`);
    return { rows, total: counted?.total ?? 0 };
  }

  /** Staff have dealt with a difference, and say how. */
  async resolve(id: number, resolution: string): Promise<DifferenceRow> {
    return this.em.fork().transactional(async em => {
      const [known] = await em.execute<DifferenceRow[]>(`${DIFFERENCES} where id = ? for update`, [id]);
      if (!known) throw new NotFoundError('difference_not_found', 'There is no such difference.');
      if (known.resolvedAt !== null) throw new ConflictError('difference_resolved', 'This difference is settled already.');
      const at = this.clock.now();
      await em.execute('update settlement_differences set resolved_at = ?, resolution = ? where id = ?', [at, resolution, id]);
      await this.audit.record({
        action: 'settlement.resolved',
        details: { differenceId: id, gatewayId: known.gatewayId, resolution },
      });
      return { ...known, resolvedAt: at, resolution };
    });
  }
}

const CHECKS = `
  select id, starts_at as "startsAt", ends_at as "endsAt", state, seen, matched, mended, differences, last_error as "lastError",
    created_at as "createdAt", finished_at as "finishedAt" from settlement_checks`;

const DIFFERENCES = `
  select id, kind, subject, gateway_id as "gatewayId", payment_id as "paymentId", amount_here as "amountHere",
    amount_there as "amountThere", currency, happened_at as "happenedAt", found_at as "foundAt", seen_at as "seenAt",
    resolved_at as "resolvedAt", resolution from settlement_differences`;
