import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { Clock, ConflictError, Jobs, NotFoundError, type PageRequest } from '@api/platform';
import { SettingsService } from '@api/settings';
import { hundredthsOf } from '../mirror/mirror-step';
import type { Book, FindingState, Suggestion } from './finding';

/** One comparison. */
export interface RunRow {
  readonly id: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly requestedBy: string | null;
  readonly compared: number;
  /** Customers about whom VirtFusion did not answer; nothing is said about them. */
  readonly unanswered: number;
  readonly findings: number;
}

/** One difference, as staff see it; amounts in micro-units. */
export interface FindingRow {
  readonly id: number;
  readonly book: Book;
  readonly userId: number | null;
  readonly username: string | null;
  readonly subject: string;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly currency: string;
  readonly cause: string;
  readonly suggestion: Suggestion;
  readonly paymentId: number | null;
  readonly state: FindingState;
}

/** Shows staff what a comparison found, and carries out what it suggests when they say so. */
@Injectable()
export class ReconciliationDesk {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  async latest(): Promise<RunRow | null> {
    const [row] = await this.em.fork().execute<RunRow[]>(
      `select r.id, r.started_at as "startedAt", r.finished_at as "finishedAt", u.username as "requestedBy", r.compared, r.unanswered,
         (select count(*)::int from reconciliation_findings f where f.run_id = r.id and f.state = 'open') as findings
       from reconciliation_runs r left join users u on u.id = r.requested_by order by r.id desc limit 1`,
    );
    return row ?? null;
  }

  /** The differences of a comparison. */
  async page(runId: number, { limit, offset }: PageRequest): Promise<{ rows: FindingRow[]; total: number }> {
    const em = this.em.fork();
    const rows = await em.execute<FindingRow[]>(
      `select f.id, f.book, f.user_id as "userId", u.username, f.subject, f.expected, f.actual, f.currency, f.cause, f.suggestion,
         f.payment_id as "paymentId", f.state
       from reconciliation_findings f left join users u on u.id = f.user_id where f.run_id = ? order by f.state desc, f.id limit ? offset ?`,
      [runId, limit, offset],
    );
    const [counted] = await em.execute<{ total: number }[]>(
      'select count(*)::int as total from reconciliation_findings where run_id = ?',
      [runId],
    );
    return { rows, total: counted?.total ?? 0 };
  }

  /** Carries out what is suggested for a finding, once. */
  async apply(id: number, decidedBy: number): Promise<void> {
    await this.em.fork().transactional(async em => {
      const [finding] = await em.execute<
        (Omit<FindingRow, 'username'> & { user_id: number | null; payment_id: number | null })[]
      >('select * from reconciliation_findings where id = ? for update', [id]);
      if (!finding) throw new NotFoundError('finding_not_found', 'There is no such difference.');
      if (finding.state !== 'open') throw new ConflictError('finding_decided', 'This difference was dealt with already.');
      if (finding.suggestion === 'correct_mirror' && finding.user_id !== null) await this.correct(em, finding.user_id, finding);
      else if (finding.suggestion === 'settle_payment' && finding.payment_id !== null) await this.settle(finding.payment_id);
      else throw new ConflictError('nothing_to_apply', 'Somebody has to find out first what is true.');
      await em.execute(`update reconciliation_findings set state = 'done', decided_by = ?, decided_at = ? where id = ?`, [
        decidedBy,
        this.clock.now(),
        id,
      ]);
      await this.audit.record({
        action: 'reconciliation.decided',
        userId: finding.user_id,
        target: { kind: 'reconciliation-finding', id },
        details: { subject: finding.subject, suggestion: finding.suggestion },
      });
    });
  }

  /** VirtFusion follows the ledger, never the other way round. */
  private async correct(
    em: EntityManager,
    userId: number,
    { expected, actual }: Pick<FindingRow, 'expected' | 'actual'>,
  ): Promise<void> {
    const tokensPerUnit = this.settings.get('virtfusion.tokensPerUnit');
    const [mirror] = await em.execute<{ account_id: number; mirrored_sequence: string; state: string }[]>(
      'select account_id, mirrored_sequence, state from mirror_accounts where user_id = ? for update',
      [userId],
    );
    const [open] = await em.execute<unknown[]>(
      `select 1 from mirror_pushes where account_id = ? and state in ('intended', 'unknown', 'review')`,
      [mirror?.account_id ?? 0],
    );
    if (!mirror || open)
      throw new ConflictError('booking_under_way', 'A booking for this customer is under way. Compare again afterwards.');
    const hundredths = hundredthsOf(BigInt(expected ?? 0) - BigInt(actual ?? 0), tokensPerUnit);
    await em.execute(
      `insert into mirror_pushes (account_id, first_sequence, last_sequence, kind, hundredths, state, created_at)
       values (?, ?, ?, 'correction', ?, 'intended', ?)`,
      [mirror.account_id, mirror.mirrored_sequence, mirror.mirrored_sequence, hundredths, this.clock.now()],
    );
    await this.jobs.add('billing.mirror-credit', { userId }, { singletonKey: String(userId), group: String(userId) });
  }

  private async settle(paymentId: number): Promise<void> {
    await this.jobs.add('billing.settle-payment', { paymentId }, { singletonKey: `payment:${paymentId}` });
    await this.jobs.add('billing.take-back', { paymentId, refundId: null });
  }
}
