import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal } from '@sky/money';
import { type AuditAction, AuditLog } from '@api/audit';
import { Clock, failpoint, Jobs, NotFoundError, RunsWhenDue } from '@api/platform';
import { SettingsService } from '@api/settings';
import { Ledger } from '../ledger/ledger';
import { DebtNews } from './debt-news';
import { debtorOf, DebtorReader, type DebtorRow } from './debtor-reader';
import {
  deletionAfterReminder,
  deletionFrom,
  dueStep,
  isExempt,
  isReminderDue,
  type LadderRules,
  type LadderStep,
  suspensionFrom,
} from './ladder-rule';

/** A step that is due for a customer. */
export interface PlannedStep {
  readonly userId: number;
  readonly step: LadderStep;
  /** In micro-units. */
  readonly balance: bigint;
  readonly servers: number;
}

const ACTION_OF: Readonly<Record<LadderStep, AuditAction>> = {
  warn: 'debt.warned',
  suspend: 'debt.suspended',
  remind: 'debt.reminded',
  delete: 'debt.deleted',
  resume: 'debt.paid',
};

/**
 * Takes the steps that follow a debt: warn, suspend, remind, delete. Each is decided and written down under the lock of the customer's
 * account, together with the job that carries it out and the letter about it; paying takes every step back that can be.
 */
@Injectable()
@RunsWhenDue({ order: 20 })
export class DebtLadder {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly ledger: Ledger,
    private readonly debtors: DebtorReader,
    private readonly news: DebtNews,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
  ) {}

  /** Which steps the host has switched on. */
  get rules(): LadderRules {
    return {
      suspendAfterHours: this.settings.get('billing.debtSuspend') ? this.settings.get('billing.debtSuspendAfterHours') : null,
      deleteAfterDays: this.settings.get('billing.debtDelete') ? this.settings.get('billing.debtDeleteAfterDays') : null,
    };
  }

  /** The steps that would be taken at a moment, after the charges of a planned run if one is named. */
  async plan(at: Date, runId: number | null = null): Promise<PlannedStep[]> {
    return (await this.debtors.all(runId)).flatMap(row => {
      const debtor = debtorOf(row);
      const step = dueStep(debtor, this.rules, at);
      return step === null ? [] : [{ userId: row.userId, step, balance: debtor.balance, servers: row.servers }];
    });
  }

  /** Takes every step that is due. */
  async runDue(): Promise<void> {
    if (!this.settings.get('billing.automaticRuns')) return;
    for (const { userId } of await this.plan(this.clock.now())) await this.climb(userId);
  }

  /** Takes the step that is due for one customer, if there still is one. Returns it. */
  climb(userId: number): Promise<LadderStep | null> {
    return this.em.transactional(async () => {
      await this.ledger.hold(userId);
      const row = await this.debtors.one(userId);
      const step = row && dueStep(debtorOf(row), this.rules, this.clock.now());
      if (!row || !step) return null;
      await failpoint(step === 'resume' ? 'debt.before-resume' : 'debt.before-step');
      await this.take(row, step);
      await failpoint(step === 'resume' ? 'debt.after-resume' : 'debt.after-step');
      return step;
    });
  }

  /** Closes the case of a customer who has paid; does nothing about one who still owes. */
  async settle(userId: number): Promise<void> {
    const row = await this.em
      .fork()
      .execute<unknown[]>('select 1 from debt_cases where user_id = ? and closed_at is null', [userId]);
    if (row.length > 0) await this.climb(userId);
  }

  /** Nothing is done to a customer until a moment, or until somebody takes it back; what was done already is taken back. */
  async exempt(userId: number, until: Date | null, reason: string, staffId: number): Promise<void> {
    await this.em.transactional(async em => {
      const known = await em.execute<unknown[]>(`select 1 from users where id = ? and state <> 'deleted'`, [userId]);
      if (known.length === 0) throw new NotFoundError('user_not_found', 'There is no such user.');
      await this.ledger.hold(userId);
      await em.execute(
        `insert into debt_exemptions (user_id, until, reason, created_by_user_id, created_at) values (?, ?, ?, ?, ?)
         on conflict (user_id) do update set until = excluded.until, reason = excluded.reason, created_by_user_id = excluded.created_by_user_id,
           created_at = excluded.created_at`,
        [userId, until, reason, staffId, this.clock.now()],
      );
      if (isExempt({ until }, this.clock.now())) {
        const back = await em.execute<unknown[]>(
          `update debt_cases set suspended_at = null, delete_at = null, reminded_at = null, deleted_at = null
           where user_id = ? and closed_at is null and suspended_at is not null returning id`,
          [userId],
        );
        if (back.length > 0) await this.jobs.add('servers.resume-after-payment', { userId });
      }
      await this.audit.record({
        action: 'debt.exempted',
        userId,
        target: { kind: 'user', id: userId },
        details: { until: until?.toISOString() ?? 'until it is taken back', reason },
      });
    });
  }

  /** Ends an exemption; the steps go on where they were. */
  async endExemption(userId: number): Promise<void> {
    await this.em.transactional(async em => {
      const rows = await em.execute<unknown[]>('delete from debt_exemptions where user_id = ? returning user_id', [userId]);
      if (rows.length > 0)
        await this.audit.record({ action: 'debt.exemption-ended', userId, target: { kind: 'user', id: userId } });
    });
  }

  private async take(row: DebtorRow, step: LadderStep): Promise<void> {
    const now = this.clock.now();
    const { userId } = row;
    if (step === 'warn') await this.warn(row, now);
    if (step === 'suspend') await this.suspend(row, now);
    if (step === 'remind') await this.remind(row, now);
    if (step === 'delete') {
      await this.em.execute('update debt_cases set deleted_at = ? where id = ?', [now, row.caseId]);
      await this.jobs.add('servers.delete-for-debt', { userId });
      await this.news.deleting(row);
    }
    if (step === 'resume') {
      await this.em.execute('update debt_cases set closed_at = ? where id = ?', [now, row.caseId]);
      if (row.suspendedAt !== null) {
        await this.jobs.add('servers.resume-after-payment', { userId });
        await this.news.resumed(row);
      }
    }
    await this.audit.record({
      action: ACTION_OF[step],
      userId,
      target: { kind: 'user', id: userId },
      details: { balance: formatDecimal(BigInt(row.balance), this.ledger.currency), servers: row.servers },
    });
  }

  /** Opens a case, or announces a step to one that was opened before the host took that step. */
  private async warn(row: DebtorRow, now: Date): Promise<void> {
    const suspendAt = row.suspendedAt === null ? suspensionFrom(now, this.rules) : row.suspendAt;
    const deleteAt = row.suspendedAt === null ? null : deletionFrom(now, this.rules);
    await this.em.execute(
      `insert into debt_cases (user_id, opened_at, warned_at, suspend_at) values (?, ?, ?, ?)
       on conflict (user_id) where closed_at is null do update set warned_at = excluded.warned_at, suspend_at = excluded.suspend_at, delete_at = ?,
         reminded_at = ?`,
      [row.userId, now, now, suspendAt, deleteAt, remindedBy(deleteAt, now)],
    );
    if (this.settings.get('billing.debtWarn')) await this.news.warned(row, { now, suspendAt, deleteAt });
  }

  private async suspend(row: DebtorRow, now: Date): Promise<void> {
    const deleteAt = deletionFrom(now, this.rules);
    await this.em.execute('update debt_cases set suspended_at = ?, delete_at = ?, reminded_at = ? where id = ?', [
      now,
      deleteAt,
      remindedBy(deleteAt, now),
      row.caseId,
    ]);
    await this.jobs.add('servers.suspend-for-debt', { userId: row.userId });
    await this.news.suspended(row, deleteAt);
  }
  /** After a standstill the announced day may be over before its reminder: then the deletion waits for it. */
  private async remind(row: DebtorRow, now: Date): Promise<void> {
    if (row.deleteAt === null) return;
    const deleteAt = deletionAfterReminder(row.deleteAt, now);
    await this.em.execute('update debt_cases set delete_at = ?, reminded_at = ? where id = ?', [deleteAt, now, row.caseId]);
    await this.news.reminded(row, deleteAt);
  }
}

/** A letter that announces a deletion within the time of a reminder takes its place. */
function remindedBy(deleteAt: Date | null, now: Date): Date | null {
  return deleteAt !== null && isReminderDue(deleteAt, now) ? now : null;
}
