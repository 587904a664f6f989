import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { HandlesJob, type JobHandler, Jobs, type JobTopics } from '@api/platform';
import { DebtLadder } from './debt-ladder';

/** However credit came in: sees whether it pays a debt. */
@Injectable()
@HandlesJob({ topic: 'billing.balance-rose', retryLimit: 12 })
export class BalanceRoseHandler implements JobHandler<'billing.balance-rose'> {
  constructor(private readonly ladder: DebtLadder) {}

  handle({ userId }: JobTopics['billing.balance-rose']): Promise<void> {
    return this.ladder.settle(userId);
  }
}

/** A round over everybody who owes money. */
@Injectable()
@HandlesJob({ topic: 'billing.climb-debt-ladder', retryLimit: 5 })
export class ClimbDebtLadderHandler implements JobHandler<'billing.climb-debt-ladder'> {
  constructor(
    private readonly ladder: DebtLadder,
    private readonly jobs: Jobs,
  ) {}

  @Cron(CronExpression.EVERY_MINUTE, { name: 'climb-debt-ladder' })
  async enqueue(): Promise<void> {
    await this.jobs.add('billing.climb-debt-ladder', {}, { singletonKey: 'round' });
  }

  handle(): Promise<void> {
    return this.ladder.runDue();
  }
}
