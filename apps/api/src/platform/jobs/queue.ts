import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { PgBoss } from 'pg-boss';
import { Config } from '../config';
import { HandlesJob, type JobSettings } from './handles-job';

/** A crashed worker's job is taken up again after this long; money must not wait longer. */
const LEASE_SECONDS = 60;
/** Finished jobs stay visible for a week. */
const KEEP_SECONDS = 7 * 24 * 3600;

/** pg-boss on our own database (schema `jobs`), with one queue for each handled topic. */
@Injectable()
export class Queue implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(Queue.name);
  readonly boss: PgBoss;
  readonly settings: readonly JobSettings[];

  constructor(config: Config, discovery: DiscoveryService) {
    this.boss = new PgBoss({
      connectionString: config.env.DATABASE_URL,
      schema: 'jobs',
      max: 4,
      useListenNotify: config.has('worker'),
      supervise: config.has('worker'),
      schedule: false,
      application_name: 'skypanel-jobs',
    });
    this.boss.on('error', error => this.log.error(error));
    this.settings = discovery
      .getProviders({ metadataKey: HandlesJob.KEY })
      .map(wrapper => discovery.getMetadataByDecorator(HandlesJob, wrapper))
      .filter((settings): settings is JobSettings => settings !== undefined);
  }

  async onModuleInit(): Promise<void> {
    await this.boss.start();
    for (const { topic, retryLimit = 12, retryDelayMaxSeconds = 300 } of this.settings) {
      const options = {
        retryLimit,
        retryDelay: 1,
        retryBackoff: true,
        retryDelayMax: retryDelayMaxSeconds,
        expireInSeconds: LEASE_SECONDS,
        deleteAfterSeconds: KEEP_SECONDS,
        notify: true,
      };
      if (await this.boss.getQueue(topic)) await this.boss.updateQueue(topic, options);
      else await this.boss.createQueue(topic, { ...options, policy: 'short' });
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: 20_000 });
  }
}
