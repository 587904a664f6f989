import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { PayPal, type PayPalTransaction } from '@sky/integrations/paypal';
import { UpstreamNotFound } from '@sky/integrations/upstream';
import { AuditLog } from '@api/audit';
import { Clock, Config, type Delivery, HandlesJob, type JobHandler, Jobs, type JobTopics } from '@api/platform';
import { CaptureService } from '../payments/capture.service';
import { PaymentRepository } from '../payments/payment.repository';
import { TakeBack } from '../refunds/take-back';
import { SettlementBooks } from './settlement-books';
import { compare, type Comparison, type Difference } from './settlement-compare';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Compares a stretch of time with PayPal's own list. */
    'billing.check-settlement': { checkId: number };
    'billing.daily-settlement': Record<string, never>;
  }
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** PayPal's list may be three hours late; younger movements prove nothing. */
const LAG_MS = 3 * HOUR_MS;
/** PayPal searches at most so far at a time. */
export const LONGEST_WINDOW_MS = 31 * DAY_MS;
/** The clocks of the two sides may differ; bookings this near to an edge are not asked for. */
const EDGE_MS = 10 * 60_000;
const REQUEST_TIMEOUT_MS = 20_000;

/** Compares what PayPal moved with the books, and mends what one capture function can mend. */
@Injectable()
@HandlesJob({ topic: 'billing.check-settlement', retryLimit: 3 })
export class SettlementCheck implements JobHandler<'billing.check-settlement'> {
  private readonly log = new Logger(SettlementCheck.name);
  private readonly paypal: PayPal;

  constructor(
    private readonly em: EntityManager,
    private readonly books: SettlementBooks,
    private readonly payments: PaymentRepository,
    private readonly captures: CaptureService,
    private readonly takeBack: TakeBack,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly config: Config,
    private readonly audit: AuditLog,
    paypal: PayPal,
  ) {
    this.paypal = paypal.within(REQUEST_TIMEOUT_MS);
  }

  /** Begins a check of the last days, by staff or by the calendar; returns its number. */
  begin(days: number, requestedByUserId: number | null): Promise<number> {
    const to = new Date(this.clock.now().getTime() - LAG_MS);
    const from = new Date(to.getTime() - Math.min(days * DAY_MS, LONGEST_WINDOW_MS));
    return this.em.fork().transactional(async em => {
      const [row] = await em.execute<{ id: number }[]>(
        `insert into settlement_checks (starts_at, ends_at, state, requested_by_user_id, created_at) values (?, ?, 'running', ?, ?) returning id`,
        [from, to, requestedByUserId, this.clock.now()],
      );
      if (!row) throw new Error('The check could not be written down');
      await this.jobs.add('billing.check-settlement', { checkId: row.id });
      if (requestedByUserId !== null)
        await this.audit.record({ action: 'settlement.requested', details: { checkId: row.id, days } });
      return row.id;
    });
  }

  /** True where there is a PayPal account to compare with. */
  get isPossible(): boolean {
    return this.config.env.PAYPAL_CLIENT_ID !== '';
  }

  async handle({ checkId }: JobTopics['billing.check-settlement'], { isLast }: Delivery): Promise<void> {
    const [check] = await this.em
      .fork()
      .execute<{ from: Date; to: Date }[]>(
        `select starts_at as "from", ends_at as "to" from settlement_checks where id = ? and state = 'running'`,
        [checkId],
      );
    if (!check) return;
    try {
      await this.run(checkId, new Date(check.from), new Date(check.to));
    } catch (error) {
      if (isLast) await this.end(checkId, 'failed', error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  private async run(checkId: number, from: Date, to: Date): Promise<void> {
    const { transactions, until } = await this.listed(from, to);
    const before = await this.compare(transactions, from, until);
    const mended = await this.mend(before.differences, transactions);
    const after = mended === 0 ? before : await this.compare(transactions, from, until);
    await this.em.fork().transactional(async em => {
      for (const difference of after.differences) await this.store(checkId, difference);
      await this.resolveWhatIsGone(after, from, until);
      await em.execute(
        `update settlement_checks set state = 'done', seen = ?, matched = ?, mended = ?, differences = ?, finished_at = ? where id = ?`,
        [after.seen, after.matched, mended, after.differences.length, this.clock.now(), checkId],
      );
    });
    this.log.log({ checkId, seen: after.seen, mended, differences: after.differences.length }, 'settlement was checked');
  }

  private async listed(from: Date, to: Date): Promise<{ transactions: PayPalTransaction[]; until: Date }> {
    const transactions: PayPalTransaction[] = [];
    let until = to;
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const answer = await this.paypal.transactions({ from, to, page });
      transactions.push(...answer.transactions);
      pages = answer.pages;
      if (answer.completeUntil && answer.completeUntil < until) until = answer.completeUntil;
    }
    return { transactions, until };
  }

  private async compare(transactions: readonly PayPalTransaction[], from: Date, until: Date): Promise<Comparison> {
    const references = transactions.flatMap(({ referenceId }) => referenceId ?? []);
    const inner = [new Date(from.getTime() + EDGE_MS), new Date(until.getTime() - EDGE_MS)] as const;
    return compare(
      transactions,
      inner[0] < inner[1] ? await this.books.between(...inner) : [],
      await this.books.named(transactions.map(({ id }) => id)),
      await this.books.reversed(references),
    );
  }

  /** Captures and money gone back that are missing here are asked about and booked by the functions that always do. */
  private async mend(differences: readonly Difference[], transactions: readonly PayPalTransaction[]): Promise<number> {
    let mended = 0;
    for (const { kind, subject, gatewayId } of differences) {
      if (kind !== 'missing_here') continue;
      const transaction = transactions.find(({ id }) => id === gatewayId);
      const captureId = subject === 'capture' ? gatewayId : (transaction?.referenceId ?? null);
      const payment = captureId === null ? null : await this.paymentOf(captureId);
      if (!payment) continue;
      const settled = await this.captures.settle(payment.id, 'news');
      if (subject === 'capture') mended += settled.state === 'captured' ? 1 : 0;
      else
        mended += (await this.takeBack.settle(payment.id, gatewayId, subject === 'refund' ? 'refund' : 'reversal')) > 0n ? 1 : 0;
    }
    return mended;
  }

  private async paymentOf(captureId: string) {
    const known = await this.payments.ofSubject({ gateway: 'paypal', orderId: null, captureId });
    if (known) return known;
    try {
      const { orderId } = await this.paypal.capture(captureId);
      return await this.payments.ofSubject({ gateway: 'paypal', orderId, captureId });
    } catch (error) {
      if (error instanceof UpstreamNotFound) return null;
      throw error;
    }
  }

  /** The same difference found again is one difference. */
  private async store(checkId: number, difference: Difference): Promise<void> {
    const at = this.clock.now();
    await this.em.execute(
      `insert into settlement_differences
         (check_id, kind, subject, gateway_id, payment_id, amount_here, amount_there, currency, happened_at, found_at, seen_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (kind, gateway_id) do update set check_id = excluded.check_id, seen_at = excluded.seen_at,
         amount_here = excluded.amount_here, amount_there = excluded.amount_there, payment_id = excluded.payment_id`,
      [
        checkId,
        difference.kind,
        difference.subject,
        difference.gatewayId,
        difference.paymentId,
        difference.amountHere,
        difference.amountThere,
        difference.currency,
        difference.happenedAt,
        at,
        at,
      ],
    );
  }

  private async resolveWhatIsGone({ differences }: Comparison, from: Date, until: Date): Promise<void> {
    const present = differences.map(({ kind, gatewayId }) => `${kind} ${gatewayId}`);
    await this.em.execute(
      `update settlement_differences set resolved_at = ?, resolution = 'A later check found no difference.'
       where resolved_at is null and happened_at >= ? and happened_at < ? and not (kind || ' ' || gateway_id = any (?::text[]))`,
      [
        this.clock.now(),
        new Date(from.getTime() + EDGE_MS),
        new Date(until.getTime() - EDGE_MS),
        `{${present.map(quoted).join(',')}}`,
      ],
    );
  }

  private async end(checkId: number, state: 'failed', error: string): Promise<void> {
    await this.em
      .fork()
      .execute(`update settlement_checks set state = ?, last_error = ?, finished_at = ? where id = ?`, [
        state,
        error,
        this.clock.now(),
        checkId,
      ]);
  }
}

/** An element of a PostgreSQL array. */
function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Checks the last days once a day; they overlap, so that what came late is found. */
@Injectable()
@HandlesJob({ topic: 'billing.daily-settlement', retryLimit: 2 })
export class DailySettlement implements JobHandler<'billing.daily-settlement'> {
  constructor(
    private readonly check: SettlementCheck,
    private readonly jobs: Jobs,
  ) {}

  async handle(): Promise<void> {
    if (this.check.isPossible) await this.check.begin(4, null);
  }

  @Cron('0 40 4 * * *', { name: 'daily-settlement' })
  async enqueue(): Promise<void> {
    await this.jobs.add('billing.daily-settlement', {}, { singletonKey: 'daily' });
  }
}
