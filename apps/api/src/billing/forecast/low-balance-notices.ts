import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { formatMoney } from '@sky/money';
import { Notifications } from '@api/notifications';
import { Clock, Config, HandlesJob, type JobHandler, Jobs, RunsWhenDue } from '@api/platform';
import { SettingsService } from '@api/settings';
import { Ledger } from '../ledger/ledger';
import { momentInWords } from '../moment-words';
import { runOut } from './forecast';
import { Forecaster } from './forecaster';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Tell the customers whose credit will not last. */
    'billing.notice-low-balance': Record<string, never>;
  }
}

const HOUR_MS = 3_600_000;
const AT_A_TIME = 500;

interface Candidate {
  userId: number;
  fullName: string;
  timeZone: string;
  balance: string;
}

/** Tells customers that their credit runs out soon, by forecast: once for each threshold, and again only after it was above. */
@Injectable()
@RunsWhenDue({ order: 25 })
export class LowBalanceNotices {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly ledger: Ledger,
    private readonly forecaster: Forecaster,
    private readonly notifications: Notifications,
    private readonly config: Config,
  ) {}

  async runDue(): Promise<void> {
    const thresholds = [this.settings.get('billing.firstNoticeHours'), this.settings.get('billing.lastNoticeHours')].filter(
      Boolean,
    );
    const longest = Math.max(0, ...thresholds);
    if (longest === 0) return;
    for (let after = 0; ;) {
      const candidates = await this.candidates(longest, after);
      const meters = await this.forecaster.metersOf(candidates.map(({ userId }) => userId));
      for (const candidate of candidates) {
        const at = runOut(BigInt(candidate.balance), meters.get(candidate.userId) ?? [], this.clock.now());
        await this.em.transactional(() => this.judge(candidate, at, thresholds));
      }
      after = candidates.at(-1)?.userId ?? after;
      if (candidates.length < AT_A_TIME) return;
    }
  }

  /** Whose credit does not cover the longest threshold at the hourly rate, or who was told before: the forecast decides. */
  private candidates(longest: number, after: number): Promise<Candidate[]> {
    return this.em.execute<Candidate[]>(
      `select u.id as "userId", u.full_name as "fullName", u.time_zone as "timeZone", a.balance
       from (
         select m.user_id from usage_meters m join ledger_accounts x on x.id = m.account_id
         where m.user_id > ? and m.ended_at is null and m.paused_at is null group by m.user_id, x.balance
         having x.balance > 0 and x.balance < ? * sum(greatest(usage_hour_cost(m.monthly, m.hourly, 1), usage_hour_cost(coalesce(m.next_monthly, 0), m.next_hourly, 1)) + 1)
         union select user_id from low_balance_notices where user_id > ?
       ) c join users u on u.id = c.user_id join ledger_accounts a on a.user_id = u.id and a.kind = 'customer_credit' and a.currency = ?
       order by u.id limit ?`,
      [after, longest, after, this.ledger.currency, AT_A_TIME],
    );
  }

  private async judge(candidate: Candidate, at: Date | null, thresholds: readonly number[]): Promise<void> {
    const now = this.clock.now();
    const hoursLeft = at === null ? Number.POSITIVE_INFINITY : (at.getTime() - now.getTime()) / HOUR_MS;
    const below = thresholds.filter(hours => hoursLeft < hours);
    await this.em.execute('delete from low_balance_notices where user_id = ? and not (hours = any(?::int[]))', [
      candidate.userId,
      `{${below.join(',')}}`,
    ]);
    let isNews = false;
    for (const hours of below) {
      const made = await this.em.execute<unknown[]>(
        'insert into low_balance_notices (user_id, hours, told_at) values (?, ?, ?) on conflict do nothing returning hours',
        [candidate.userId, hours, now],
      );
      isNews ||= made.length > 0;
    }
    // A balance that is gone is the debt ladder's to speak about.
    if (isNews && at !== null && BigInt(candidate.balance) > 0n) await this.tell(candidate, at, Math.min(...below), now);
  }

  private async tell({ userId, fullName, timeZone, balance }: Candidate, at: Date, hours: number, now: Date): Promise<void> {
    const runsOutAt = momentInWords(at, timeZone);
    const words = formatMoney(BigInt(balance), this.ledger.currency);
    await this.notifications.tell(
      {
        userId,
        kind: 'billing',
        title: `Your credit lasts until ${runsOutAt}`,
        body: `You have ${words}. Add credit before then and nothing changes.`,
        link: '/billing',
        mail: {
          template: 'credit-runs-low',
          values: { fullName, balance: words, runsOutAt, link: `${this.config.env.PUBLIC_URL}/billing` },
        },
      },
      `low-balance:${userId}:${hours}:${now.getTime()}`,
    );
  }
}

/** Says when: a threshold is passed at most this much late. */
@Injectable()
@HandlesJob({ topic: 'billing.notice-low-balance', retryLimit: 3 })
export class NoticeLowBalanceHandler implements JobHandler<'billing.notice-low-balance'> {
  constructor(
    private readonly notices: LowBalanceNotices,
    private readonly jobs: Jobs,
  ) {}

  @Cron(CronExpression.EVERY_10_MINUTES, { name: 'notice-low-balance' })
  async enqueue(): Promise<void> {
    await this.jobs.add('billing.notice-low-balance', {}, { singletonKey: 'round' });
  }

  handle(): Promise<void> {
    return this.notices.runDue();
  }
}
