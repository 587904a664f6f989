import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { HandlesJob, type JobHandler, Jobs, type JobTopics, RunsWhenDue } from '@api/platform';
import { SettingsService } from '@api/settings';
import { CreditMirror } from './credit-mirror';
import { MirrorStore } from './mirror-store';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'billing.mirror-credit': { userId: number };
    'billing.sweep-mirror': Record<string, never>;
  }
}

/** Customers of one sweep; the next comes soon. */
const BATCH = 500;

/** Brings VirtFusion up to date with one customer's account. */
@Injectable()
@HandlesJob({ topic: 'billing.mirror-credit', concurrency: 2, oneAtATimeInGroup: true, retryLimit: 3 })
export class MirrorCreditHandler implements JobHandler<'billing.mirror-credit'> {
  constructor(private readonly mirror: CreditMirror) {}

  handle({ userId }: JobTopics['billing.mirror-credit']): Promise<void> {
    return this.mirror.follow(userId);
  }
}

/** Finds the accounts that VirtFusion does not follow yet, and queues each: a slow VirtFusion delays nothing else. */
@Injectable()
@RunsWhenDue({ order: 70 })
@HandlesJob({ topic: 'billing.sweep-mirror', retryLimit: 2 })
export class MirrorSweeper implements JobHandler<'billing.sweep-mirror'> {
  constructor(
    private readonly store: MirrorStore,
    private readonly settings: SettingsService,
    private readonly jobs: Jobs,
  ) {}

  handle(): Promise<void> {
    return this.runDue();
  }

  async runDue(): Promise<void> {
    if (!this.settings.get('virtfusion.mirrorCredit')) return;
    for (const userId of await this.store.behind(BATCH))
      await this.jobs.add('billing.mirror-credit', { userId }, { singletonKey: String(userId), group: String(userId) });
  }
}

/** Says when. */
@Injectable()
export class MirrorSchedule {
  constructor(private readonly jobs: Jobs) {}

  @Cron(CronExpression.EVERY_MINUTE, { name: 'sweep-mirror' })
  async enqueue(): Promise<void> {
    await this.jobs.add('billing.sweep-mirror', {}, { singletonKey: 'mirror' });
  }
}
