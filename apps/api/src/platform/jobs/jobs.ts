import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { fromKysely } from 'pg-boss';
import { Queue } from './queue';
import type { JobTopic, JobTopics } from './topics';

export interface JobOptions {
  /** Not before this long from now, in seconds. */
  readonly startAfterSeconds?: number;
  /** At most one waiting job of the topic with this key. */
  readonly singletonKey?: string;
  /** Jobs of one group run one after the other, if their handler asks for it. */
  readonly group?: string;
}

/** Adds jobs. Inside a transaction a job exists exactly when that transaction commits. */
@Injectable()
export class Jobs {
  constructor(
    private readonly em: EntityManager,
    private readonly queue: Queue,
  ) {}

  async add<Topic extends JobTopic>(topic: Topic, payload: JobTopics[Topic], options: JobOptions = {}): Promise<void> {
    await this.queue.boss.send(topic, payload as object, {
      db: fromKysely(this.em.getKysely()),
      ...(options.startAfterSeconds !== undefined && { startAfter: new Date(Date.now() + options.startAfterSeconds * 1000) }),
      // Queues are of pg-boss's policy `short`: one waiting job a key. Without a key of its own a job gets one nobody shares.
      singletonKey: options.singletonKey ?? randomUUID(),
      ...(options.group !== undefined && { group: { id: options.group } }),
    });
  }
}
