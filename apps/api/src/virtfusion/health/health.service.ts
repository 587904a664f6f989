import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { Config, HandlesJob, type JobHandler, Jobs } from '@api/platform';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'virtfusion.check-health': Record<string, never>;
  }
}

export type VirtfusionStatus = 'ok' | 'down' | 'unknown' | 'not_configured';

const CHECK_TIMEOUT_MS = 5_000;
/** An older finding says nothing about now. */
const STALE_AFTER_MS = 5 * 60_000;

/** Asks VirtFusion every minute whether it is there, so that no request has to. */
@Injectable()
export class VirtfusionHealth {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly config: Config,
    private readonly jobs: Jobs,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.has('worker') && this.config.env.NODE_ENV !== 'test') await this.enqueue();
  }

  @Cron(CronExpression.EVERY_MINUTE, { name: 'virtfusion-health' })
  async enqueue(): Promise<void> {
    if (this.config.env.VIRTFUSION_API_KEY) await this.jobs.add('virtfusion.check-health', {}, { singletonKey: 'health' });
  }

  async check(): Promise<void> {
    const problem = await this.virtfusion
      .within(CHECK_TIMEOUT_MS)
      .connect()
      .then(() => null)
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    await this.em.execute(
      `insert into virtfusion_health (id, status, checked_at, detail) values (1, ?, now(), ?)
       on conflict (id) do update set status = excluded.status, checked_at = excluded.checked_at, detail = excluded.detail`,
      [problem === null ? 'ok' : 'down', problem],
    );
  }

  /** What anybody may know. */
  async read(): Promise<{ status: VirtfusionStatus; checkedAt: Date | null }> {
    const { status, checkedAt } = await this.readInFull();
    return { status, checkedAt };
  }

  /** The same with the reason, which names addresses and versions and is for staff. */
  async readInFull(): Promise<{ status: VirtfusionStatus; checkedAt: Date | null; problem: string | null }> {
    if (!this.config.env.VIRTFUSION_API_KEY) return { status: 'not_configured', checkedAt: null, problem: null };
    const [row] = await this.em.execute<{ status: VirtfusionStatus; checked_at: Date; detail: string | null }[]>(
      'select status, checked_at, detail from virtfusion_health',
    );
    if (!row) return { status: 'unknown', checkedAt: null, problem: null };
    const isStale = Date.now() - row.checked_at.getTime() > STALE_AFTER_MS;
    return { status: isStale ? 'unknown' : row.status, checkedAt: row.checked_at, problem: row.detail };
  }
}

/** One check. */
@Injectable()
@HandlesJob({ topic: 'virtfusion.check-health', retryLimit: 0 })
export class CheckHealthHandler implements JobHandler<'virtfusion.check-health'> {
  constructor(private readonly health: VirtfusionHealth) {}

  handle(): Promise<void> {
    return this.health.check();
  }
}
