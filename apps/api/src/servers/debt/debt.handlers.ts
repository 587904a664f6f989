import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler, Jobs, type JobTopics } from '@api/platform';
import { FollowDebt } from './follow-debt';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Bring one server to where its owner's debt wants it. */
    'server.follow-debt': { serverId: number };
  }
}

/** One server; those of a customer one after the other. What VirtFusion did not answer is asked again for a day. */
@Injectable()
@HandlesJob({ topic: 'server.follow-debt', concurrency: 2, oneAtATimeInGroup: true, retryLimit: 300 })
export class FollowDebtHandler implements JobHandler<'server.follow-debt'> {
  constructor(private readonly debts: FollowDebt) {}

  handle({ serverId }: JobTopics['server.follow-debt']): Promise<void> {
    return this.debts.follow(serverId);
  }
}

/** Asks for each server of a customer. */
@Injectable()
export class DebtFanOut {
  constructor(
    private readonly debts: FollowDebt,
    private readonly jobs: Jobs,
  ) {}

  async over(userId: number): Promise<void> {
    for (const serverId of await this.debts.serversOf(userId))
      await this.jobs.add('server.follow-debt', { serverId }, { group: `debt:${userId}` });
  }
}

/** The debt was not paid in time. */
@Injectable()
@HandlesJob({ topic: 'servers.suspend-for-debt' })
export class SuspendForDebtHandler implements JobHandler<'servers.suspend-for-debt'> {
  constructor(private readonly fanOut: DebtFanOut) {}

  handle({ userId }: JobTopics['servers.suspend-for-debt']): Promise<void> {
    return this.fanOut.over(userId);
  }
}

/** The servers stayed suspended for too long. */
@Injectable()
@HandlesJob({ topic: 'servers.delete-for-debt' })
export class DeleteForDebtHandler implements JobHandler<'servers.delete-for-debt'> {
  constructor(private readonly fanOut: DebtFanOut) {}

  handle({ userId }: JobTopics['servers.delete-for-debt']): Promise<void> {
    return this.fanOut.over(userId);
  }
}

/** The debt is paid. */
@Injectable()
@HandlesJob({ topic: 'servers.resume-after-payment' })
export class ResumeAfterPaymentHandler implements JobHandler<'servers.resume-after-payment'> {
  constructor(private readonly fanOut: DebtFanOut) {}

  handle({ userId }: JobTopics['servers.resume-after-payment']): Promise<void> {
    return this.fanOut.over(userId);
  }
}
