import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { Clock, HandlesJob, type JobHandler, Jobs, type JobTopics } from '@api/platform';
import { BillingRuns } from '../runs/billing-runs';
import { Meters } from './meters';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Charge what is due; the period is the minute for which it was asked. */
    'billing.charge-usage': { period: string };
  }
}

const MINUTE_MS = 60_000;

/** Charges what is due. */
@Injectable()
@HandlesJob({ topic: 'billing.charge-usage', retryLimit: 5 })
export class ChargeUsageHandler implements JobHandler<'billing.charge-usage'> {
  constructor(private readonly meters: Meters) {}

  async handle({ period }: JobTopics['billing.charge-usage']): Promise<void> {
    await this.meters.charge(new Date(period));
  }
}

/** Says when: every minute, since each server's hours begin at its own minute. */
@Injectable()
export class UsageSchedule {
  constructor(
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly runs: BillingRuns,
  ) {}

  @Cron(CronExpression.EVERY_MINUTE, { name: 'charge-usage' })
  async enqueue(): Promise<void> {
    const period = new Date(Math.floor(this.clock.now().getTime() / MINUTE_MS) * MINUTE_MS).toISOString();
    await this.jobs.add('billing.charge-usage', { period }, { singletonKey: period });
  }

  @Cron(CronExpression.EVERY_10_MINUTES, { name: 'abandon-lost-billing-runs' })
  async abandonLost(): Promise<void> {
    await this.runs.abandonLost();
  }

  @Cron(CronExpression.EVERY_DAY_AT_4AM, { name: 'forget-idle-billing-runs' })
  async forgetIdle(): Promise<void> {
    await this.runs.forgetIdle();
  }
}
