import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamError } from '@sky/integrations/upstream';
import { type TrafficPeriod, VirtFusion } from '@sky/integrations/virtfusion';
import { AccountService } from '@api/auth';
import { Notifications } from '@api/notifications';
import { Config, HandlesJob, type JobHandler, type JobTopics, LiveHub } from '@api/platform';
import { Samples } from '../history/samples';
import { dueAlert, GIGABYTE, type TrafficUse } from './overrun';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'server.read-traffic': { serverId: number };
  }
}

const TIMEOUT_MS = 5_000;

/** One period of a server's traffic, as VirtFusion told it last. */
export interface TrafficRow {
  readonly month: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly receivedBytes: string;
  readonly sentBytes: string;
  readonly totalBytes: string;
  readonly limitGb: number;
  readonly extraGb: number;
  readonly alertedPercent: number;
  readonly readAt: Date;
}

interface Owned {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  readonly upstreamId: number;
  readonly groupId: number;
}

/** Traffic by period, read from VirtFusion by job, with an alert at 80 and at 100 percent of the limit, each once a period. */
@Injectable()
export class Traffic {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly samples: Samples,
    private readonly notifications: Notifications,
    private readonly accounts: AccountService,
    private readonly live: LiveHub,
    private readonly config: Config,
  ) {}

  /** The periods of a server, newest first. */
  periods(serverId: number): Promise<TrafficRow[]> {
    return this.em.execute<TrafficRow[]>(
      `select month, starts_at as "startsAt", ends_at as "endsAt", received_bytes as "receivedBytes", sent_bytes as "sentBytes",
         total_bytes as "totalBytes", limit_gb as "limitGb", extra_gb as "extraGb", alerted_percent as "alertedPercent", read_at as "readAt"
       from server_traffic where server_id = ? order by month desc limit 24`,
      [serverId],
    );
  }

  /** Reads a server's traffic anew; without an answer everything stays, with its age. */
  async read(serverId: number): Promise<void> {
    const [server] = await this.em.execute<Owned[]>(
      `select id, user_id as "userId", name, upstream_id as "upstreamId", group_id as "groupId" from servers
       where id = ? and upstream_id is not null and deleted_at is null and step = 'done'`,
      [serverId],
    );
    if (!server) return;
    const periods = await this.ask(server.groupId, server.upstreamId);
    if (periods === null) return;
    await this.em.transactional(async em => {
      await em.execute('update servers set traffic_read_at = now() where id = ?', [server.id]);
      await this.store(server.id, periods);
      const [present] = periods;
      if (present) await this.samples.keepTraffic(server.id, present.receivedBytes, present.sentBytes);
      await this.alert(server);
      await this.live.publish({ type: 'server', userId: server.userId, data: { serverId: server.id } });
    });
  }

  private async store(serverId: number, periods: readonly TrafficPeriod[]): Promise<void> {
    await this.em.execute(
      `insert into server_traffic (server_id, month, starts_at, ends_at, received_bytes, sent_bytes, total_bytes, limit_gb, extra_gb, read_at)
       select ?, month, "startsAt", "endsAt", "receivedBytes", "sentBytes", "totalBytes", "limitGb", "extraGb", now()
       from jsonb_to_recordset(?::jsonb) as row(month int, "startsAt" timestamptz, "endsAt" timestamptz, "receivedBytes" bigint,
         "sentBytes" bigint, "totalBytes" bigint, "limitGb" int, "extraGb" int)
       on conflict (server_id, month) do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at,
         received_bytes = excluded.received_bytes, sent_bytes = excluded.sent_bytes, total_bytes = excluded.total_bytes,
         limit_gb = excluded.limit_gb, extra_gb = excluded.extra_gb, read_at = excluded.read_at`,
      [serverId, JSON.stringify(periods)],
    );
  }

  private async alert(server: Owned): Promise<void> {
    const [row] = await this.periods(server.id);
    const mark = row && dueAlert(useOf(row), row.alertedPercent);
    if (!row || !mark) return;
    await this.em.execute('update server_traffic set alerted_percent = ? where server_id = ? and month = ?', [
      mark,
      server.id,
      row.month,
    ]);
    const { fullName } = await this.accounts.get(server.userId);
    const link = `/servers/${server.id}/traffic`;
    const limit = `${row.limitGb + row.extraGb} GB`;
    await this.notifications.tell(
      {
        userId: server.userId,
        kind: 'servers',
        title: mark === 100 ? `${server.name} has used its traffic` : `${server.name} has used ${mark}% of its traffic`,
        body: `The limit is ${limit} until ${row.endsAt.toISOString().slice(0, 10)}.`,
        link,
        mail: {
          template: 'traffic-alert',
          values: {
            fullName,
            serverName: server.name,
            percent: mark,
            limit,
            endsAt: row.endsAt.toISOString().slice(0, 10),
            link: this.config.env.PUBLIC_URL + link,
          },
        },
      },
      `server-traffic:${server.id}:${row.month}:${mark}`,
    );
  }

  private async ask(groupId: number, upstreamId: number): Promise<TrafficPeriod[] | null> {
    try {
      return await this.virtfusion.forGroup(groupId).within(TIMEOUT_MS).traffic(upstreamId);
    } catch (error) {
      if (error instanceof UpstreamError) return null;
      throw error;
    }
  }
}

/** A stored period as the rules see it. */
export function useOf({ startsAt, endsAt, totalBytes, limitGb, extraGb }: TrafficRow): TrafficUse {
  return { startsAt, endsAt, totalBytes: Number(totalBytes), limitBytes: limitGb === 0 ? null : (limitGb + extraGb) * GIGABYTE };
}

/** One reading of one server's traffic. */
@Injectable()
@HandlesJob({ topic: 'server.read-traffic', concurrency: 2, retryLimit: 1 })
export class ReadTrafficHandler implements JobHandler<'server.read-traffic'> {
  constructor(private readonly traffic: Traffic) {}

  handle({ serverId }: JobTopics['server.read-traffic']): Promise<void> {
    return this.traffic.read(serverId);
  }
}
