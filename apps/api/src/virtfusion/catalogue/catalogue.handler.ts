import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { Config, HandlesJob, type JobHandler, Jobs } from '@api/platform';
import { CatalogueMirror } from './catalogue-mirror';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'virtfusion.refresh-catalogue': Record<string, never>;
  }
}

/** Refreshes the mirror of the catalogue. */
@Injectable()
@HandlesJob({ topic: 'virtfusion.refresh-catalogue', retryLimit: 3 })
export class RefreshCatalogueHandler implements JobHandler<'virtfusion.refresh-catalogue'> {
  constructor(private readonly mirror: CatalogueMirror) {}

  handle(): Promise<void> {
    return this.mirror.refresh();
  }
}

/** Says when: every five minutes, and once at the start. */
@Injectable()
export class CatalogueSchedule {
  constructor(
    private readonly jobs: Jobs,
    private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.has('worker') && this.config.env.NODE_ENV !== 'test') await this.enqueue();
  }

  @Cron(CronExpression.EVERY_5_MINUTES, { name: 'virtfusion-catalogue' })
  async enqueue(): Promise<void> {
    if (this.config.env.VIRTFUSION_API_KEY)
      await this.jobs.add('virtfusion.refresh-catalogue', {}, { singletonKey: 'catalogue' });
  }
}
