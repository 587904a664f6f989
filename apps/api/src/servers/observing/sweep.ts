import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { UpstreamError } from '@sky/integrations/upstream';
import { type ServerRow, VirtFusion } from '@sky/integrations/virtfusion';
import { HandlesJob, type JobHandler, Jobs } from '@api/platform';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'servers.sweep': Record<string, never>;
  }
}

/** A server that was made this lately may still be on its way into our records. */
const YOUNG_MINUTES = 30;
/** Refuse to believe a list that lost more than this share of our servers: it is rather the list that is wrong. */
const MOST_MISSING_SHARE = 0.5;
const FEW = 5;

/**
 * Goes through VirtFusion's list of servers, two hundred a call: what changed there is asked about, what we do not know is put
 * before people, and what VirtFusion no longer lists is marked. Nothing is deleted, adopted or paid back by itself.
 */
@Injectable()
export class ServerSweep {
  private readonly log = new Logger(ServerSweep.name);

  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly jobs: Jobs,
  ) {}

  /** One round; servers younger than so many minutes are not called unknown yet. */
  async sweep(youngMinutes = YOUNG_MINUTES): Promise<void> {
    const startedAt = new Date();
    const rows = await this.list();
    if (rows === null) return;
    await this.em.transactional(async () => {
      await this.em.execute('select pg_advisory_xact_lock(7531003)');
      await this.lookAtChanges(rows);
      await this.noteOrphans(rows, youngMinutes);
      await this.noteMissing(rows, startedAt);
    });
  }

  /** The whole list or nothing: half a list would make half of the servers missing. */
  private async list(): Promise<ServerRow[] | null> {
    const rows: ServerRow[] = [];
    try {
      for await (const row of this.virtfusion.allServers()) rows.push(row);
      return rows;
    } catch (error) {
      if (error instanceof UpstreamError) return null;
      throw error;
    }
  }

  private async lookAtChanges(rows: readonly ServerRow[]): Promise<void> {
    const changed = await this.em.execute<{ id: number }[]>(
      `select s.id from servers s join jsonb_to_recordset(?::jsonb) as row(id int, "updatedAt" timestamptz, suspended boolean)
         on row.id = s.upstream_id
       where s.deleted_at is null and s.step = 'done' and (s.upstream_updated_at is distinct from row."updatedAt"
         or s.missing_since is not null or row.suspended <> (s.state = 'suspended'))`,
      [JSON.stringify(rows)],
    );
    for (const { id } of changed) await this.jobs.add('server.observe', { serverId: id }, { singletonKey: String(id) });
  }

  /** VirtFusion has one that we do not know. A young one may be an order whose answer is on its way. */
  private async noteOrphans(rows: readonly ServerRow[], youngMinutes: number): Promise<void> {
    await this.em.execute(
      `insert into server_orphans (upstream_id, name, owner_upstream_id, hypervisor_id, is_suspended, created_at)
       select row.id, row.name, row."ownerId", row."hypervisorId", row.suspended, row."createdAt"
       from jsonb_to_recordset(?::jsonb) as row(id int, name text, "ownerId" int, "hypervisorId" int, suspended boolean, "createdAt" timestamptz)
       where row."createdAt" < now() - make_interval(mins => ?)
         and not exists (select from servers s where s.upstream_id = row.id and s.deleted_at is null)
       on conflict (upstream_id) do update set name = excluded.name, owner_upstream_id = excluded.owner_upstream_id,
         hypervisor_id = excluded.hypervisor_id, is_suspended = excluded.is_suspended, last_seen_at = now()`,
      [JSON.stringify(rows), youngMinutes],
    );
    await this.em.execute(
      `delete from server_orphans o where o.state <> 'ignored' and (not o.upstream_id = any(?::int[])
         or exists (select from servers s where s.upstream_id = o.upstream_id and s.deleted_at is null))`,
      [idsOf(rows)],
    );
  }

  /** We have one that VirtFusion does not list. */
  private async noteMissing(rows: readonly ServerRow[], startedAt: Date): Promise<void> {
    const missing = await this.em.execute<{ id: number; total: number }[]>(
      `select id, total from (
         select id, upstream_id, count(*) over ()::int as total from servers
         where deleted_at is null and step = 'done' and upstream_id is not null and created_at < ?) as ours
       where not upstream_id = any(?::int[])`,
      [startedAt, idsOf(rows)],
    );
    const [first] = missing;
    if (!first) return;
    if (missing.length > FEW && missing.length > first.total * MOST_MISSING_SHARE) {
      this.log.warn(
        { missing: missing.length, of: first.total },
        'VirtFusion lists far too few servers; nothing is believed of this list',
      );
      return;
    }
    for (const { id } of missing) await this.jobs.add('server.observe', { serverId: id }, { singletonKey: String(id) });
  }
}

function idsOf(rows: readonly ServerRow[]): string {
  return `{${rows.map(({ id }) => id).join(',')}}`;
}

/** One round. */
@Injectable()
@HandlesJob({ topic: 'servers.sweep', retryLimit: 0 })
export class SweepHandler implements JobHandler<'servers.sweep'> {
  constructor(
    private readonly sweep: ServerSweep,
    private readonly jobs: Jobs,
  ) {}

  @Cron('7,37 * * * *', { name: 'sweep-servers' })
  async enqueue(): Promise<void> {
    await this.jobs.add('servers.sweep', {}, { singletonKey: 'round' });
  }

  handle(): Promise<void> {
    return this.sweep.sweep();
  }
}
