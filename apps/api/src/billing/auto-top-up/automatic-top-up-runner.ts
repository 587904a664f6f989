import { EntityManager, LockMode, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { formatDecimal, parseMoney } from '@sky/money';
import { AuditLog } from '@api/audit';
import { User } from '@api/auth';
import { Notifications } from '@api/notifications';
import { Clock, Config, failpoint, HandlesJob, type JobHandler, Jobs, type JobTopics, RunsWhenDue } from '@api/platform';
import { SettingsService } from '@api/settings';
import { BalanceReader } from '../balance/balance-reader';
import { CaptureService } from '../payments/capture.service';
import { OrderOpener } from '../payments/order-opener';
import { Payment } from '../payments/payment.entity';
import { TaxRules } from '../tax/tax-rules';
import { AutomaticTopUp } from './automatic-top-up.entity';
import { type Attempts, AttemptHistory } from './attempt-history';
import { PaymentSources } from './payment-sources';
import { creditToBuy, withinCaps } from './top-up-plan';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Buys credit for one customer, if it is due. */
    'billing.automatic-top-up': { userId: number };
    'billing.sweep-automatic-top-ups': Record<string, never>;
  }
}

const HOUR_MS = 3_600_000;
/** After so many failures in a row it stops. */
const MOST_FAILURES = 3;
/** Pauses after the first and the second failure. */
const PAUSES_MS = [HOUR_MS, 6 * HOUR_MS];

/** Keeps one customer's credit up by the way to pay that they stored: one payment at a time, never above the caps. */
@Injectable()
@HandlesJob({ topic: 'billing.automatic-top-up', concurrency: 2 })
export class AutomaticTopUpRunner implements JobHandler<'billing.automatic-top-up'> {
  private readonly log = new Logger(AutomaticTopUpRunner.name);

  constructor(
    private readonly em: EntityManager,
    private readonly balances: BalanceReader,
    private readonly sources: PaymentSources,
    private readonly attempts: AttemptHistory,
    private readonly taxes: TaxRules,
    private readonly orders: OrderOpener,
    private readonly captures: CaptureService,
    private readonly settings: SettingsService,
    private readonly notifications: Notifications,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly audit: AuditLog,
  ) {}

  async handle({ userId }: JobTopics['billing.automatic-top-up']): Promise<void> {
    if (!this.settings.get('billing.automaticTopUp')) return;
    const payment = await this.begin(userId);
    if (!payment) return;
    await failpoint('automatic-top-up.after-row');
    const { orderId, state } = await this.orders.open(payment.id);
    if (orderId !== null && state === 'created') await this.captures.settle(payment.id, 'news');
  }

  /** The payment that is due, written down; null when none is. Somebody else's attempt at the same time wins by its row. */
  private async begin(userId: number): Promise<Payment | null> {
    try {
      return await this.em.fork().transactional(em => this.decide(em, userId));
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) return null;
      throw error;
    }
  }

  private async decide(em: EntityManager, userId: number): Promise<Payment | null> {
    const terms = await em.findOne(AutomaticTopUp, { userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const user = await em.findOne(User, { id: userId });
    if (!terms?.isOn || user?.state !== 'active') return null;
    const source = await this.sources.ofUser(userId);
    if (!source) return this.stop(terms, 'There is no stored way to pay any more.');
    const made = await this.attempts.of(userId, terms.beganAt, this.clock.now());
    if (made.isOpen) return null;
    if (made.failures >= MOST_FAILURES) return this.stop(terms, `The last ${made.failures} payments failed.`);
    if (this.isTooSoon(made)) return null;
    return this.write(em, terms, source.id, made);
  }

  private async write(em: EntityManager, terms: AutomaticTopUp, sourceId: number, made: Attempts): Promise<Payment | null> {
    const { userId, daysAhead, fixedAmount, dayCap, monthCap } = terms;
    const { balance, hourlyRate, currency } = await this.balances.of(userId);
    const minimum = parseMoney(this.settings.get('billing.minimumTopUp'), currency);
    const maximum = parseMoney(this.settings.get('billing.maximumTopUp'), currency);
    const wanted = creditToBuy({ balance, hourlyRate, daysAhead, fixedAmount, minimum, maximum, currency });
    if (wanted === null) return null;
    const caps = [
      { paid: made.paidToday, cap: dayCap },
      { paid: made.paidThisMonth, cap: monthCap },
    ];
    const { amount: price } = await this.taxes.quote(userId, wanted);
    const credit = withinCaps(wanted, price, caps, { fixedAmount, minimum, currency });
    if (credit === null) {
      this.log.log({ userId }, 'an automatic top-up is due, but the caps leave no room');
      return null;
    }
    const { amount, snapshot: tax } = await this.taxes.quote(userId, credit);
    if (caps.some(({ paid, cap }) => paid + amount > cap)) return null;
    const payment = Payment.open({ userId, amount, credit, tax, currency, idempotencyKey: null, sourceId }, this.clock.now());
    await em.persist(payment).flush();
    await this.audit.record({
      action: 'payment.started-automatically',
      userId,
      target: { kind: 'payment', id: payment.id },
      details: { amount: formatDecimal(amount, currency), currency, daysAhead },
    });
    return payment;
  }

  private isTooSoon({ failures, lastFailedAt }: Attempts): boolean {
    const pause = PAUSES_MS[failures - 1];
    return pause !== undefined && lastFailedAt !== null && this.clock.now().getTime() < lastFailedAt.getTime() + pause;
  }

  private async stop(terms: AutomaticTopUp, reason: string): Promise<null> {
    const { userId } = terms;
    terms.stop(reason, this.clock.now());
    const { fullName } = await this.em.findOneOrFail(User, { id: userId });
    const link = '/billing/automatic-top-up';
    await this.notifications.tell(
      {
        userId,
        kind: 'billing',
        title: 'Automatic top-up has stopped',
        body: `${reason} Add credit yourself, or turn it on again.`,
        link,
        mail: {
          template: 'automatic-top-up-stopped',
          values: { fullName, reason, link: this.config.env.PUBLIC_URL + link },
        },
      },
      `automatic-top-up-stopped:${userId}:${terms.beganAt.getTime()}`,
    );
    await this.audit.record({ action: 'automatic-top-up.stopped', userId, details: { reason } });
    return null;
  }
}

/** Finds the customers whose credit may be due for a top-up, and queues one question for each. */
@Injectable()
@RunsWhenDue({ order: 19 })
@HandlesJob({ topic: 'billing.sweep-automatic-top-ups', retryLimit: 2 })
export class AutomaticTopUpSweeper implements JobHandler<'billing.sweep-automatic-top-ups'> {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
    private readonly settings: SettingsService,
  ) {}

  handle(): Promise<void> {
    return this.runDue();
  }

  /** Only queues. */
  async runDue(): Promise<void> {
    if (!this.settings.get('billing.automaticTopUp')) return;
    const due = await this.em
      .fork()
      .execute<{ userId: number }[]>('select user_id as "userId" from automatic_top_ups where is_on order by user_id');
    for (const { userId } of due)
      await this.jobs.add('billing.automatic-top-up', { userId }, { singletonKey: `automatic-top-up:${userId}` });
  }

  @Cron('0 */10 * * * *', { name: 'automatic-top-ups' })
  async enqueue(): Promise<void> {
    await this.jobs.add('billing.sweep-automatic-top-ups', {}, { singletonKey: 'automatic-top-ups' });
  }
}
