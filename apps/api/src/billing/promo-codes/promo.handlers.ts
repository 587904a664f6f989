import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { HandlesJob, type JobHandler, Jobs, type JobTopics, RunsWhenDue } from '@api/platform';
import { PromoRewards } from './promo-rewards';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** A top-up was credited, or part of one went back. */
    'billing.top-up-changed': { transactionId: string; change: 'credited' | 'taken-back' };
    'billing.expire-promo-credit': Record<string, never>;
  }
}

/** Gives what a code promised for the first top-up, and takes it back with the money. */
@Injectable()
@HandlesJob({ topic: 'billing.top-up-changed' })
export class TopUpChangedHandler implements JobHandler<'billing.top-up-changed'> {
  constructor(private readonly rewards: PromoRewards) {}

  async handle({ transactionId, change }: JobTopics['billing.top-up-changed']): Promise<void> {
    await (change === 'credited' ? this.rewards.rewardTopUp(transactionId) : this.rewards.followRefund(transactionId));
  }
}

/** Lets promotional credit expire. */
@Injectable()
@RunsWhenDue({ order: 15 })
@HandlesJob({ topic: 'billing.expire-promo-credit' })
export class ExpirePromoCreditHandler implements JobHandler<'billing.expire-promo-credit'> {
  constructor(private readonly rewards: PromoRewards) {}

  handle(): Promise<void> {
    return this.runDue();
  }

  async runDue(): Promise<void> {
    for (;;) if ((await this.rewards.expireDue()) === 0) return;
  }
}

/** Says when. */
@Injectable()
export class PromoSchedule {
  constructor(private readonly jobs: Jobs) {}

  @Cron(CronExpression.EVERY_10_MINUTES, { name: 'expire-promo-credit' })
  async enqueue(): Promise<void> {
    await this.jobs.add('billing.expire-promo-credit', {}, { singletonKey: 'promo-credit' });
  }
}
