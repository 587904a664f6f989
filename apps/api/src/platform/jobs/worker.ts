import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { JobWithMetadata } from 'pg-boss';
import { Config } from '../config';
import { HandlesJob, type JobHandler, type JobSettings } from './handles-job';
import { Queue } from './queue';
import type { JobTopic, JobTopics } from './topics';

const FALLBACK_POLL_SECONDS = 5;

/** Takes jobs from the queue and gives each to the handler of its topic; only in processes with the role `worker`. */
@Injectable()
export class Worker implements OnApplicationBootstrap {
  private readonly log = new Logger(Worker.name);
  private readonly handlers = new Map<JobTopic, { handler: JobHandler<JobTopic>; settings: JobSettings }>();

  constructor(
    private readonly config: Config,
    private readonly queue: Queue,
    private readonly discovery: DiscoveryService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const wrapper of this.discovery.getProviders({ metadataKey: HandlesJob.KEY })) {
      const settings = this.discovery.getMetadataByDecorator(HandlesJob, wrapper);
      if (settings) this.handlers.set(settings.topic, { handler: wrapper.instance as JobHandler<JobTopic>, settings });
    }
    if (!this.config.has('worker') || this.config.env.NODE_ENV === 'test') return;
    for (const { settings } of this.handlers.values())
      for (let hand = 0; hand < (settings.concurrency ?? 1); hand += 1) await this.employ(settings);
  }

  /** One hand for a topic: takes job after job while there are any, and waits for news of the next when there are none. */
  private async employ({ topic, oneAtATimeInGroup }: JobSettings): Promise<void> {
    let hand: string | null = null;
    hand = await this.queue.boss.work(
      topic,
      {
        includeMetadata: true,
        ...(oneAtATimeInGroup && { groupConcurrency: 1 }),
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: FALLBACK_POLL_SECONDS,
      },
      async ([job]: JobWithMetadata<JobTopics[JobTopic] & object>[]) => {
        if (!job) return;
        // Many jobs of one transaction are announced once: whoever found one looks for the next without waiting.
        if (hand !== null) this.queue.boss.notifyWorker(hand);
        await this.run(job);
      },
    );
  }

  /** Works off everything that is due now, in turn, and says how many jobs ran. Tests drive time with it. */
  async runDue(topics: readonly JobTopic[] = [...this.handlers.keys()]): Promise<number> {
    let ran = 0;
    for (let found = true; found;) {
      found = false;
      for (const topic of topics) {
        const jobs = await this.queue.boss.fetch<JobTopics[JobTopic] & object>(topic, { includeMetadata: true, batchSize: 20 });
        for (const job of jobs) {
          found = true;
          ran += 1;
          await this.settle(job);
        }
      }
    }
    return ran;
  }

  private async settle(job: JobWithMetadata<JobTopics[JobTopic] & object>): Promise<void> {
    try {
      await this.run(job);
      await this.queue.boss.complete(job.name, job.id);
    } catch (error) {
      await this.queue.boss.fail(job.name, job.id, { message: error instanceof Error ? error.message : String(error) });
    }
  }

  private async run(job: JobWithMetadata<JobTopics[JobTopic] & object>): Promise<void> {
    const entry = this.handlers.get(job.name as JobTopic);
    if (!entry) throw new Error(`No handler for ${job.name}`);
    try {
      await entry.handler.handle(job.data as never, {
        jobId: job.id,
        attempt: job.retryCount,
        isLast: job.retryCount >= job.retryLimit,
        signal: job.signal ?? new AbortController().signal,
      });
    } catch (error) {
      this.log.warn({ topic: job.name, jobId: job.id, attempt: job.retryCount, err: error }, 'job failed');
      throw error;
    }
  }
}
