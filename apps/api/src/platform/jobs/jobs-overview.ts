import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { ConflictError, NotFoundError } from '../errors';
import type { PageRequest } from '../http';
import { Queue } from './queue';

export const JOB_STATES = ['queued', 'active', 'retrying', 'dead', 'completed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** pg-boss's words for its states, and ours. A job that failed for good is a dead letter. */
const OURS: Record<string, JobState> = {
  created: 'queued',
  retry: 'retrying',
  active: 'active',
  completed: 'completed',
  cancelled: 'cancelled',
  failed: 'dead',
};
const THEIRS = Object.fromEntries(Object.entries(OURS).map(([theirs, ours]) => [ours, theirs])) as Record<JobState, string>;

export interface JobRow {
  id: string;
  topic: string;
  state: JobState;
  payload: Record<string, unknown>;
  attempts: number;
  retryLimit: number;
  lastError: string | null;
  createdAt: Date;
  startAfter: Date;
  completedAt: Date | null;
}

export interface TopicSummary {
  topic: string;
  queued: number;
  active: number;
  retrying: number;
  dead: number;
  oldestQueuedAt: Date | null;
}

interface StoredJob {
  id: string;
  name: string;
  state: string;
  data: Record<string, unknown> | null;
  retry_count: number;
  retry_limit: number;
  output: { message?: string } | null;
  created_on: Date;
  start_after: Date;
  completed_on: Date | null;
}

/** What staff see of the queue. Payloads carry ids only, by rule, so they can be shown. */
@Injectable()
export class JobsOverview {
  constructor(
    private readonly em: EntityManager,
    private readonly queue: Queue,
  ) {}

  async page(filter: { topic?: string; state?: JobState }, page: PageRequest): Promise<{ rows: JobRow[]; total: number }> {
    const topic = filter.topic ? sql`and name = ${filter.topic}` : sql``;
    const state = filter.state ? sql`and state = ${THEIRS[filter.state]}::jobs.job_state` : sql``;
    const database = this.em.getKysely<Record<string, never>>();
    const { rows } = await sql<StoredJob>`
      select id, name, state::text, data, retry_count, retry_limit, output, created_on, start_after, completed_on
      from jobs.job where true ${topic} ${state} order by created_on desc, id limit ${page.limit} offset ${page.offset}`.execute(
      database,
    );
    const counted = await sql<{
      total: number;
    }>`select count(*)::int as total from jobs.job where true ${topic} ${state}`.execute(database);
    return { rows: rows.map(asRow), total: counted.rows[0]?.total ?? 0 };
  }

  async summary(): Promise<TopicSummary[]> {
    const { rows } = await sql<TopicSummary>`
      select name as topic,
        count(*) filter (where state = 'created')::int as queued,
        count(*) filter (where state = 'active')::int as active,
        count(*) filter (where state = 'retry')::int as retrying,
        count(*) filter (where state = 'failed')::int as dead,
        min(created_on) filter (where state = 'created' and start_after <= now()) as "oldestQueuedAt"
      from jobs.job group by name order by name`.execute(this.em.getKysely<Record<string, never>>());
    const seen = new Map(rows.map(row => [row.topic, row]));
    return this.queue.settings
      .map(({ topic }) => seen.get(topic) ?? { topic, queued: 0, active: 0, retrying: 0, dead: 0, oldestQueuedAt: null })
      .sort((one, other) => one.topic.localeCompare(other.topic));
  }

  /** Puts a dead letter back into its queue. */
  async retry(id: string): Promise<void> {
    const [job] = await this.em.execute<{ name: string; state: string }[]>(
      `select name, state::text from jobs.job where id = ?::uuid`,
      [id],
    );
    if (!job) throw new NotFoundError('job_not_found', 'This job is gone.');
    if (job.state !== 'failed') throw new ConflictError('job_not_dead', 'Only a job that failed for good can be tried again.');
    await this.queue.boss.retry(job.name, id);
  }
}

function asRow(job: StoredJob): JobRow {
  return {
    id: job.id,
    topic: job.name,
    state: OURS[job.state] ?? 'queued',
    payload: job.data ?? {},
    attempts: job.retry_count + (job.state === 'created' ? 0 : 1),
    retryLimit: job.retry_limit,
    lastError: job.output?.message ?? null,
    createdAt: job.created_on,
    startAfter: job.start_after,
    completedAt: job.completed_on,
  };
}
