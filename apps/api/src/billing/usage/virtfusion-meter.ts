import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { UpstreamError } from '@sky/integrations/upstream';
import { type HourlyReading, VirtFusion } from '@sky/integrations/virtfusion';
import { Clock, failpoint } from '@api/platform';
import { SettingsService } from '@api/settings';
import { Ledger } from '../ledger/ledger';
import { BillingRuns, type RunningRun } from '../runs/billing-runs';
import { monthOf } from './hour-rule';
import { MeterIncidents } from './meter-incidents';
import { judge, type Judgement, type Total, totalOf } from './reading-rule';
import type { UsageMeter } from './usage-meter';

/** The job whose periods the schedule takes. */
const READ_METERS = 'read-virtfusion-meters';
/** VirtFusion counts by the hour; to ask more often tells nothing new. */
const READ_EVERY = `interval '55 minutes'`;
const AT_A_TIME = 200;
const TIMEOUT_MS = 8_000;
/** Totals that stand still for so long while servers run are not a coincidence. */
const FROZEN_AFTER_MS = 2 * 3_600_000;

interface DueCustomer {
  userId: number;
  lastPeriod: string | null;
}

/**
 * The `virtfusion` meter: takes the monthly totals of VirtFusion's hourly self service, stores every answer word for word, and
 * charges what came on top. Each customer's month is read once more after it has ended, so that its last hours are not lost.
 */
@Injectable()
export class VirtfusionMeter implements UsageMeter {
  readonly kind = 'virtfusion';
  private readonly log = new Logger(VirtfusionMeter.name);

  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly virtfusion: VirtFusion,
    private readonly ledger: Ledger,
    private readonly settings: SettingsService,
    private readonly runs: BillingRuns,
    private readonly incidents: MeterIncidents,
  ) {}

  async collect(period: Date | null): Promise<number> {
    const now = this.clock.now();
    const run = period ? await this.runs.takePeriod(READ_METERS, period, now) : await this.runs.open(READ_METERS, now);
    if (run === null) return 0;
    let hours = 0;
    for (const customer of await this.due(now)) hours += await this.read(customer, run);
    await this.runs.finish(run);
    return hours;
  }

  /** Its totals are kept by VirtFusion; the first reading after a pause is a new beginning. */
  async standBy(): Promise<void> {
    await Promise.resolve();
  }

  private due(now: Date): Promise<DueCustomer[]> {
    return this.em.fork().execute<DueCustomer[]>(
      `select l.user_id as "userId", (select to_char(max(r.period), 'YYYY-MM-DD') from usage_readings r where r.user_id = l.user_id and r.value is not null) as "lastPeriod"
       from virtfusion_links l
       where l.state = 'linked' and exists (select from usage_meters m where m.user_id = l.user_id)
         and not exists (select from usage_readings r where r.user_id = l.user_id and r.taken_at > ?::timestamptz - ${READ_EVERY} and r.taken_at <= ?)
       order by l.user_id limit ?`,
      [now, now, AT_A_TIME],
    );
  }

  private async read({ userId, lastPeriod }: DueCustomer, run: RunningRun): Promise<number> {
    const month = dayOf(monthOf(this.clock.now()));
    if (lastPeriod === null || lastPeriod >= month) return (await this.readMonth(userId, month, run)) ?? 0;
    const rest = await this.readMonth(userId, lastPeriod, run);
    // The new month waits until the old one is known, or nobody would ask for its end again.
    return rest === null ? 0 : rest + ((await this.readMonth(userId, month, run)) ?? 0);
  }

  /** Returns the hours that were charged; null when the total could not be read. */
  private async readMonth(userId: number, month: string, run: RunningRun): Promise<number | null> {
    const reading = await this.ask(userId, month);
    await failpoint('usage.after-reading');
    const total = totalOf(reading?.stats ?? null, this.settings.get('virtfusion.tokensPerUnit'));
    return this.em.transactional(() => this.keep(userId, month, reading?.answer ?? null, total, run));
  }

  private async ask(userId: number, month: string): Promise<HourlyReading | null> {
    try {
      return await this.virtfusion.within(TIMEOUT_MS).readHourlyStats(userId, month);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      this.log.warn({ userId, err: error }, 'a meter could not be read');
      return null;
    }
  }

  /** Stores a reading and charges what it adds, under the customer's lock, so that two readers never charge the same total. */
  private async keep(
    userId: number,
    month: string,
    answer: string | null,
    total: Total | null,
    run: RunningRun,
  ): Promise<number | null> {
    await this.ledger.hold(userId);
    const last = await this.lastKnown(userId, month);
    const judgement = judge(total, last, await this.isBaseline(userId));
    const transactionId = judgement.amount > 0n ? await this.post(userId, month, judgement) : null;
    await this.em.execute(
      `insert into usage_readings (user_id, period, taken_at, answer, outcome, hours, value, amount, transaction_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        userId,
        month,
        this.clock.now(),
        answer,
        judgement.outcome,
        judgement.outcome === 'decreased' ? null : (total?.hours ?? null),
        judgement.outcome === 'decreased' ? null : (total?.value ?? null),
        judgement.amount,
        transactionId,
      ],
    );
    await this.judgeMeter(userId, month, judgement, last);
    const hours = judgement.outcome === 'charged' ? Math.max(0, (total?.hours ?? 0) - (last?.hours ?? 0)) : 0;
    if (transactionId !== null)
      await this.runs.add(run, { hours, customers: 1, amount: judgement.amount, transactions: [transactionId] });
    return judgement.outcome === 'unknown' ? null : hours;
  }

  /** Unique by customer, month and the total that it reaches: the same total cannot be charged twice. */
  private async post(userId: number, month: string, { total, amount }: Judgement): Promise<bigint> {
    const { transactionId } = await this.ledger.post({
      reference: `virtfusion:${userId}:${month}:${total?.value ?? 0n}`,
      type: 'usage',
      description: `Server hours in ${month.slice(0, 7)}, as VirtFusion counts them`,
      userId,
      amount: -amount,
      against: 'revenue_usage',
    });
    return transactionId;
  }

  private async judgeMeter(userId: number, month: string, { outcome, total }: Judgement, last: Total | null): Promise<void> {
    const incident = { userId, serverId: null };
    if (outcome === 'unknown')
      return this.incidents.open({
        ...incident,
        kind: 'unreadable',
        detail: `The total of ${month.slice(0, 7)} could not be read.`,
      });
    await this.incidents.close('unreadable', userId);
    if (outcome === 'decreased')
      return this.incidents.open({
        ...incident,
        kind: 'decreased',
        detail: `The total of ${month.slice(0, 7)} fell from ${last?.hours ?? 0} to ${total?.hours ?? 0} hours. Nothing was paid back.`,
      });
    await this.incidents.close('decreased', userId);
    if (outcome === 'charged' || outcome === 'baseline') return this.incidents.close('frozen', userId);
    if (await this.standsStill(userId, month, total))
      await this.incidents.open({
        ...incident,
        kind: 'frozen',
        detail: 'The hours did not move for two hours while a server runs.',
      });
  }

  /** Whether the same hours were read two hours ago or earlier, while a server of the customer's runs. */
  private async standsStill(userId: number, month: string, total: Total | null): Promise<boolean> {
    const since = new Date(this.clock.now().getTime() - FROZEN_AFTER_MS);
    const [row] = await this.em.execute<{ isStill: boolean }[]>(
      `select exists (select from usage_readings where user_id = ? and period = ? and value is not null and taken_at <= ? and hours = ?)
         and exists (select from servers where user_id = ? and state = 'running' and created_at <= ?) as "isStill"`,
      [userId, month, since, total?.hours ?? 0, userId, since],
    );
    return row?.isStill ?? false;
  }

  private async lastKnown(userId: number, month: string): Promise<Total | null> {
    const [row] = await this.em.execute<{ hours: number; value: string }[]>(
      'select hours, value from usage_readings where user_id = ? and period = ? and value is not null order by id desc limit 1',
      [userId, month],
    );
    return row ? { hours: row.hours, value: BigInt(row.value) } : null;
  }

  /** Hours that our own meter charged are in VirtFusion's first total as well; it is a beginning then, and not charged. */
  private async isBaseline(userId: number): Promise<boolean> {
    const [row] = await this.em.execute<{ isBaseline: boolean }[]>(
      `select not exists (select from usage_readings where user_id = ? and value is not null)
         and exists (select from usage_meters where user_id = ? and total_hours > 0) as "isBaseline"`,
      [userId, userId],
    );
    return row?.isBaseline ?? true;
  }
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
