import { DiscoveryService } from '@nestjs/core';
import type { JobTopic, JobTopics } from './topics';

export interface JobSettings {
  readonly topic: JobTopic;
  /** How many of this topic one process works on at a time. */
  readonly concurrency?: number;
  /** Jobs of one group (see `JobOptions.group`) run one after the other, over all processes. */
  readonly oneAtATimeInGroup?: boolean;
  /** How often it is tried again before it goes to the dead letters. */
  readonly retryLimit?: number;
  /** Longest pause between two tries, in seconds. */
  readonly retryDelayMaxSeconds?: number;
}

/** What a handler knows about the delivery beside the payload. */
export interface Delivery {
  readonly jobId: string;
  /** 0 for the first try. */
  readonly attempt: number;
  /** True when a failure of this try goes to the dead letters. */
  readonly isLast: boolean;
  /** Aborted when the lease is lost or the process stops. */
  readonly signal: AbortSignal;
}

/** Does the work of one topic. Delivery is at least once, so every handler is idempotent. */
export interface JobHandler<Topic extends JobTopic> {
  handle(payload: JobTopics[Topic], delivery: Delivery): Promise<void>;
}

/** Names the topic that a provider handles. */
export const HandlesJob = DiscoveryService.createDecorator<JobSettings>();
