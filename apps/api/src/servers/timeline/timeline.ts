import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, currentRequest, LiveHub } from '@api/platform';

/** What happens to a server, in the words that its customer reads. */
export const EVENT_LABELS = {
  ordered: 'Ordered',
  adopted: 'Taken over',
  checked: 'Capacity checked',
  reserve: 'Reserving the server',
  build: 'Installing the operating system',
  ready: 'Ready',
  failed: 'Could not be built',
  refunded: 'Credit returned',
  'deletion-requested': 'Deletion requested',
  'deletion-cancelled': 'Deletion cancelled',
  deleted: 'Deleted',
  boot: 'Start',
  shutdown: 'Shut down',
  restart: 'Restart',
  poweroff: 'Force off',
  rebuild: 'Reinstalling the operating system',
  'password-reset': 'Password reset',
  'console-opened': 'Console opened',
  renamed: 'Renamed',
  'suspended-by-staff': 'Suspended by support',
  'unsuspended-by-staff': 'Suspension lifted by support',
  'resources-changed': 'Resources changed by support',
  'owner-changed': 'Given to another account',
  'suspended-for-debt': 'Suspended because of a debt',
  'resumed-after-payment': 'Resumed after the debt was paid',
} as const;
export type EventKind = keyof typeof EVENT_LABELS;

/** Writes a server's timeline and tells its pages. Every method joins the surrounding transaction. */
@Injectable()
export class Timeline {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly live: LiveHub,
  ) {}

  /** Something that took no time. */
  async note(server: { id: number; userId: number }, kind: EventKind, detail = actedFor(server)): Promise<void> {
    const now = this.clock.now();
    await this.em.execute(
      `insert into server_events (server_id, kind, state, detail, at, finished_at) values (?, ?, 'done', ?, ?, ?)`,
      [server.id, kind, detail, now, now],
    );
    await this.tell(server);
  }

  /** Something that takes a while; `finish` or `fail` ends it. A step that is already under way goes on. */
  async begin(server: { id: number; userId: number }, kind: EventKind): Promise<void> {
    await this.em.execute(
      `insert into server_events (server_id, kind, state, detail, at)
       select ?, ?, 'active', ?, ? where not exists (select from server_events where server_id = ? and kind = ? and state = 'active')`,
      [server.id, kind, actedFor(server), this.clock.now(), server.id, kind],
    );
    await this.tell(server);
  }

  finish(server: { id: number; userId: number }, kind: EventKind, detail: string | null = null): Promise<void> {
    return this.end(server, kind, 'done', detail);
  }

  fail(server: { id: number; userId: number }, kind: EventKind, detail: string): Promise<void> {
    return this.end(server, kind, 'failed', detail);
  }

  /** How often a step has failed so far. */
  async failures(serverId: number, kind: EventKind): Promise<number> {
    const [row] = await this.em.execute<{ failed: number }[]>(
      `select count(*)::int as failed from server_events where server_id = ? and kind = ? and state = 'failed'`,
      [serverId, kind],
    );
    return row?.failed ?? 0;
  }

  /** Tells the pages of a server's owner, and staff, that it changed. */
  async tell({ id, userId }: { id: number; userId: number }): Promise<void> {
    await this.live.publish({ type: 'server', userId, data: { serverId: id } });
  }

  private async end(
    server: { id: number; userId: number },
    kind: EventKind,
    state: 'done' | 'failed',
    detail: string | null,
  ): Promise<void> {
    await this.em.execute(
      `update server_events set state = ?, detail = coalesce(?, detail), finished_at = ? where server_id = ? and kind = ? and state = 'active'`,
      [state, detail, this.clock.now(), server.id, kind],
    );
    await this.tell(server);
  }
}

/** What the timeline says about who acted, where it was not the owner. */
function actedFor({ userId }: { userId: number }): string | null {
  const principal = currentRequest()?.principal;
  if (!principal) return null;
  const isLookedOver = principal.credential.kind === 'session' && principal.credential.impersonator !== null;
  return isLookedOver || (principal.role !== 'customer' && principal.userId !== userId) ? 'By support' : null;
}
