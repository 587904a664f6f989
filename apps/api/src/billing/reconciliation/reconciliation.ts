import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamError } from '@sky/integrations/upstream';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { AuditLog } from '@api/audit';
import { Clock, ConflictError, Jobs } from '@api/platform';
import { SettingsService } from '@api/settings';
import { Ledger } from '../ledger/ledger';
import { LedgerVerifier } from '../ledger/ledger-verifier';
import { readHundredths } from '../mirror/mirror-step';
import { Books } from './books';
import { compareMirror, type Finding, type MirrorAnswer } from './finding';

const REQUEST_TIMEOUT_MS = 8_000;
/** Customers of one job: even when VirtFusion is slow it ends within its lease. */
const SLICE = 40;
const AT_ONCE = 8;

/**
 * Compares three books: our ledger, what PayPal (or the bank) kept, and the credit that VirtFusion shows. Differences are listed
 * with their cause and what would put them right; nothing is changed here, because nobody's money changes silently.
 */
@Injectable()
export class Reconciliation {
  private readonly virtfusion: VirtFusion;

  constructor(
    private readonly em: EntityManager,
    private readonly books: Books,
    private readonly verifier: LedgerVerifier,
    private readonly ledger: Ledger,
    private readonly settings: SettingsService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    virtfusion: VirtFusion,
  ) {
    this.virtfusion = virtfusion.within(REQUEST_TIMEOUT_MS);
  }

  /** Begins a comparison (null: the schedule asks). Refused while one is under way. */
  async request(userId: number | null): Promise<number> {
    return this.em.fork().transactional(async em => {
      const [made] = await em.execute<{ id: number }[]>(
        `insert into reconciliation_runs (requested_by, started_at) values (?, ?) on conflict do nothing returning id`,
        [userId, this.clock.now()],
      );
      if (!made) throw new ConflictError('already_comparing', 'The books are being compared already.');
      await this.audit.record({
        action: 'reconciliation.requested',
        userId: null,
        target: { kind: 'reconciliation', id: made.id },
      });
      await this.jobs.add('billing.reconcile', { runId: made.id, afterUserId: 0 });
      return made.id;
    });
  }

  /** Compares the next customers, and ends the comparison or queues what is left. Our own books come with the first. */
  async go(runId: number, afterUserId: number): Promise<void> {
    if (afterUserId === 0)
      await this.store(runId, [...(await this.ownBook()), ...(await this.books.payments()), ...(await this.books.settlement())]);
    const accounts = await this.books.mirrored(afterUserId, SLICE);
    const tokensPerUnit = this.settings.get('virtfusion.tokensPerUnit');
    let unanswered = 0;
    const findings: Finding[] = [];
    for (let first = 0; first < accounts.length; first += AT_ONCE) {
      const some = accounts.slice(first, first + AT_ONCE);
      const answers = await Promise.all(some.map(({ userId }) => this.ask(userId)));
      unanswered += answers.filter(({ kind }) => kind === 'unknown').length;
      findings.push(
        ...some.flatMap((account, index) => compareMirror(account, answers[index] ?? { kind: 'unknown' }, tokensPerUnit) ?? []),
      );
    }
    await this.store(runId, findings);
    await this.advance(runId, accounts.at(-1)?.userId ?? afterUserId, accounts.length, unanswered);
    if (accounts.length === SLICE) await this.jobs.add('billing.reconcile', { runId, afterUserId: accounts.at(-1)?.userId ?? 0 });
    else await this.finish(runId);
  }

  private async ownBook(): Promise<Finding[]> {
    const { problem } = await this.verifier.verify();
    if (problem === null) return [];
    return [
      {
        book: 'ledger',
        userId: null,
        subject: 'ledger',
        expected: null,
        actual: null,
        cause: problem,
        suggestion: 'look',
        paymentId: null,
      },
    ];
  }

  private async ask(userId: number): Promise<MirrorAnswer> {
    try {
      const { creditTokens } = await this.virtfusion.hourlyStats(userId);
      return creditTokens === null ? { kind: 'no-credit' } : { kind: 'figure', hundredths: readHundredths(creditTokens) };
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      return { kind: 'unknown' };
    }
  }

  /** A job that is delivered again finds its findings there already. */
  private async store(runId: number, findings: readonly Finding[]): Promise<void> {
    for (const { book, userId, subject, expected, actual, cause, suggestion, paymentId } of findings)
      await this.em.fork().execute(
        `insert into reconciliation_findings (run_id, book, user_id, subject, expected, actual, currency, cause, suggestion, payment_id, state)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open') on conflict (run_id, book, subject) do nothing`,
        [runId, book, userId, subject, expected, actual, this.ledger.currency, cause, suggestion, paymentId],
      );
  }

  private async advance(runId: number, userId: number, compared: number, unanswered: number): Promise<void> {
    await this.em.fork().execute(
      `update reconciliation_runs set next_user_id = ?, compared = compared + ?, unanswered = unanswered + ?
       where id = ? and next_user_id < ?`,
      [userId, compared, unanswered, runId, userId],
    );
  }

  /** What an earlier comparison found and this one does not is gone. */
  private finish(runId: number): Promise<void> {
    return this.em.fork().transactional(async em => {
      await em.execute(`update reconciliation_findings set state = 'gone' where run_id < ? and state = 'open'`, [runId]);
      await em.execute('update reconciliation_runs set finished_at = ? where id = ? and finished_at is null', [
        this.clock.now(),
        runId,
      ]);
    });
  }
}
