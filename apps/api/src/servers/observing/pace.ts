import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Jobs } from '@api/platform';

/** A page that is open looks again this often. */
const VIEWED_SECONDS = 8;
const TRAFFIC_SECONDS = 60;
/** Whoever looked at a server today wants to see tomorrow what it did meanwhile. */
const WATCHED_HOURS = 24;
const WATCHED_SECONDS = 300;
const WATCHED_TRAFFIC_SECONDS = 3_600;
const AT_A_TIME = 200;

interface Due {
  readonly id: number;
  readonly traffic: boolean;
}

/**
 * Decides how often VirtFusion is asked about a server: every few seconds while somebody looks, every five minutes for a day after,
 * and otherwise only by the sweep over its list. So the cost follows attention and change, not the number of servers.
 */
@Injectable()
export class ObservationPace {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
  ) {}

  /** Somebody looks at these; each is asked about unless it just was. */
  async viewed(serverIds: readonly number[]): Promise<void> {
    if (serverIds.length === 0) return;
    await this.em.transactional(async em => {
      const due = await em.execute<Due[]>(
        `update servers set viewed_at = now() where id = any(?::int[]) and deleted_at is null
         returning id, traffic_read_at is null or traffic_read_at < now() - make_interval(secs => ?) as traffic,
           observed_at is null or observed_at < now() - make_interval(secs => ?) as observe`,
        [`{${serverIds.join(',')}}`, TRAFFIC_SECONDS, VIEWED_SECONDS],
      );
      await this.ask(due.filter(row => (row as Due & { observe: boolean }).observe));
    });
  }

  /** Those that somebody looked at lately, and those whose state is not known. */
  async watched(): Promise<void> {
    const due = await this.em.execute<Due[]>(
      `select id, traffic_read_at is null or traffic_read_at < now() - make_interval(secs => ?) as traffic from servers
       where deleted_at is null and step = 'done' and upstream_id is not null
         and (viewed_at > now() - make_interval(hours => ?) or state = 'unknown' or observed_at is null)
         and (observed_at is null or observed_at < now() - make_interval(secs => ?))
       order by observed_at nulls first limit ?`,
      [WATCHED_TRAFFIC_SECONDS, WATCHED_HOURS, WATCHED_SECONDS, AT_A_TIME],
    );
    await this.ask(due);
  }

  private async ask(due: readonly Due[]): Promise<void> {
    for (const { id, traffic } of due) {
      await this.jobs.add('server.observe', { serverId: id }, { singletonKey: String(id) });
      if (traffic) await this.jobs.add('server.read-traffic', { serverId: id }, { singletonKey: String(id) });
    }
  }
}
