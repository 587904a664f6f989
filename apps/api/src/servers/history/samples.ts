import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import type { VirtFusionServer } from '@sky/integrations/virtfusion';
import { HandlesJob, type JobHandler, Jobs } from '@api/platform';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'server.forget-old-samples': Record<string, never>;
  }
}

export const HISTORY_WINDOWS = ['1h', '24h', '7d'] as const;
export type HistoryWindow = (typeof HISTORY_WINDOWS)[number];

/** How far back, and how much of it is one point. */
const WINDOWS: Readonly<Record<HistoryWindow, { hours: number; pointSeconds: number }>> = {
  '1h': { hours: 1, pointSeconds: 60 },
  '24h': { hours: 24, pointSeconds: 900 },
  '7d': { hours: 168, pointSeconds: 7_200 },
};
const KEPT_DAYS = 8;

/** One point of a server's history; null where nothing was measured. Rates are bytes a second. */
export interface HistoryPoint {
  readonly at: Date;
  readonly cpuPercent: number | null;
  readonly memoryUsedMb: number | null;
  readonly diskReadRate: number | null;
  readonly diskWriteRate: number | null;
  readonly receivedRate: number | null;
  readonly sentRate: number | null;
}

/** What servers were doing, gathered whenever VirtFusion was asked about them. Gaps stay gaps. */
@Injectable()
export class Samples {
  constructor(private readonly em: EntityManager) {}

  /** Part of the surrounding transaction. */
  async keep(serverId: number, { remote }: VirtFusionServer): Promise<void> {
    if (remote === null) return;
    const memory = remote.memoryUsedMb === null ? null : Math.round(remote.memoryUsedMb);
    await this.em.execute(
      `insert into server_samples (server_id, at, cpu_percent, memory_used_mb, disk_read_bytes, disk_write_bytes)
       values (?, now(), ?, ?, ?, ?) on conflict do nothing`,
      [serverId, remote.cpuPercent, memory, remote.disk?.readBytes ?? null, remote.disk?.writeBytes ?? null],
    );
  }

  /** The network's counters come by another call; they stand beside the figures of the moment. */
  async keepTraffic(serverId: number, receivedBytes: number, sentBytes: number): Promise<void> {
    await this.em.execute(
      `insert into server_samples (server_id, at, received_bytes, sent_bytes) values (?, now(), ?, ?) on conflict do nothing`,
      [serverId, receivedBytes, sentBytes],
    );
  }

  /**
   * The points of a window, oldest first. A rate is the growth of a counter between two samples; a counter that fell was started
   * anew with the guest, and nothing is known of the time between.
   */
  history(serverId: number, window: HistoryWindow): Promise<HistoryPoint[]> {
    const { hours, pointSeconds } = WINDOWS[window];
    return this.em.execute<HistoryPoint[]>(
      `with figures as (
         select at, cpu_percent, memory_used_mb,
           disk_read_bytes, lag(disk_read_bytes) over (partition by disk_read_bytes is not null order by at) as read_before,
           disk_write_bytes, lag(disk_write_bytes) over (partition by disk_write_bytes is not null order by at) as write_before,
           received_bytes, lag(received_bytes) over (partition by received_bytes is not null order by at) as received_before,
           sent_bytes, lag(sent_bytes) over (partition by sent_bytes is not null order by at) as sent_before,
           extract(epoch from at - lag(at) over (partition by disk_read_bytes is not null order by at)) as disk_seconds,
           extract(epoch from at - lag(at) over (partition by received_bytes is not null order by at)) as traffic_seconds
         from server_samples where server_id = ? and at > now() - make_interval(hours => ?))
       select date_bin(make_interval(secs => ?), at, 'epoch') as at, avg(cpu_percent)::float8 as "cpuPercent",
         avg(memory_used_mb)::float8 as "memoryUsedMb",
         avg((disk_read_bytes - read_before) / disk_seconds) filter (where disk_read_bytes >= read_before and disk_seconds > 0)::float8 as "diskReadRate",
         avg((disk_write_bytes - write_before) / disk_seconds) filter (where disk_write_bytes >= write_before and disk_seconds > 0)::float8 as "diskWriteRate",
         avg((received_bytes - received_before) / traffic_seconds) filter (where received_bytes >= received_before and traffic_seconds > 0)::float8 as "receivedRate",
         avg((sent_bytes - sent_before) / traffic_seconds) filter (where sent_bytes >= sent_before and traffic_seconds > 0)::float8 as "sentRate"
       from figures group by 1 order by 1`,
      [serverId, hours, pointSeconds],
    );
  }

  async forgetOld(): Promise<void> {
    await this.em.execute('delete from server_samples where at < now() - make_interval(days => ?)', [KEPT_DAYS]);
  }
}

/** Forgets what nobody can look at any more. */
@Injectable()
@HandlesJob({ topic: 'server.forget-old-samples', retryLimit: 1 })
export class ForgetOldSamplesHandler implements JobHandler<'server.forget-old-samples'> {
  constructor(
    private readonly samples: Samples,
    private readonly jobs: Jobs,
  ) {}

  @Cron(CronExpression.EVERY_HOUR, { name: 'forget-old-samples' })
  async enqueue(): Promise<void> {
    await this.jobs.add('server.forget-old-samples', {}, { singletonKey: 'round' });
  }

  handle(): Promise<void> {
    return this.samples.forgetOld();
  }
}
