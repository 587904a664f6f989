import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { HandlesJob, type JobHandler, Jobs } from '@api/platform';
import { UsageBilling } from './usage-billing';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'billing.charge-usage': Record<string, never>;
  }
}

/** Charges what is due. */
@Injectable()
@HandlesJob({ topic: 'billing.charge-usage', retryLimit: 5 })
export class ChargeUsageHandler implements JobHandler<'billing.charge-usage'> {
  constructor(private readonly billing: UsageBilling) {}

  handle(): Promise<void> {
    return this.billing.runDue();
  }
}

/** Says when: every minute, since each server's hours begin at its own minute. */
@Injectable()
export class UsageSchedule {
  constructor(private readonly jobs: Jobs) {}

  @Cron(CronExpression.EVERY_MINUTE, { name: 'charge-usage' })
  async enqueue(): Promise<void> {
    await this.jobs.add('billing.charge-usage', {}, { singletonKey: 'usage' });
  }
}
