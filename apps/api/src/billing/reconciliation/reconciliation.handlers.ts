import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { ConflictError, HandlesJob, type JobHandler, type JobTopics } from '@api/platform';
import { Reconciliation } from './reconciliation';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'billing.reconcile': { runId: number; afterUserId: number };
  }
}

/** Compares some customers' books. */
@Injectable()
@HandlesJob({ topic: 'billing.reconcile', retryLimit: 5 })
export class ReconcileHandler implements JobHandler<'billing.reconcile'> {
  constructor(private readonly reconciliation: Reconciliation) {}

  async handle({ runId, afterUserId }: JobTopics['billing.reconcile']): Promise<void> {
    await this.reconciliation.go(runId, afterUserId);
  }
}

/** Says when: every night. Several processes ask; one comparison is made, because only one can be under way. */
@Injectable()
export class ReconciliationSchedule {
  constructor(private readonly reconciliation: Reconciliation) {}

  @Cron(CronExpression.EVERY_DAY_AT_4AM, { name: 'reconcile' })
  async enqueue(): Promise<void> {
    try {
      await this.reconciliation.request(null);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}
