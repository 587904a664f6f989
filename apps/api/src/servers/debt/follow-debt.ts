import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamNotFound } from '@sky/integrations/upstream';
import { VirtFusion, type VirtFusionServer } from '@sky/integrations/virtfusion';
import { UsageMetering } from '@api/billing';
import { failpoint, Jobs } from '@api/platform';
import { SettingsService } from '@api/settings';
import { DeletionService } from '../deletion/deletion.service';
import { Server, type ServerState } from '../server.entity';
import { Timeline } from '../timeline/timeline';
import { DebtHolds, type HoldState } from './debt-holds';

/** A server that is still being built is looked at again after this. */
const LOOK_AGAIN_SECONDS = 60;

/**
 * Brings one server to where its owner's debt wants it: suspended, given up, or running again. It may be asked at any time and any
 * number of times: it looks at what is demanded now and at what VirtFusion says, and does what is missing. An answer that got
 * lost is therefore asked for again, never guessed.
 */
@Injectable()
export class FollowDebt {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly holds: DebtHolds,
    private readonly metering: UsageMetering,
    private readonly settings: SettingsService,
    private readonly deletion: DeletionService,
    private readonly timeline: Timeline,
    private readonly jobs: Jobs,
  ) {}

  /** The servers of a customer that a debt may concern. */
  async serversOf(userId: number): Promise<number[]> {
    const rows = await this.em
      .fork()
      .execute<{ id: number }[]>('select id from servers where user_id = ? and deleted_at is null order by id', [userId]);
    return rows.map(({ id }) => id);
  }

  async follow(serverId: number): Promise<void> {
    const server = await this.em.fork().findOne(Server, { id: serverId, deletedAt: null });
    if (!server) return;
    const demand = await this.holds.demandOn(server.userId);
    const hold = await this.holds.of(serverId);
    if (demand === 'run') return this.bringBack(server, hold);
    if (server.step !== 'done' || server.upstreamId == null) return this.lookAgain(server);
    if (hold === 'foreign') return;
    if (hold !== 'suspended' && hold !== 'deleting') await this.suspend(server, server.upstreamId, hold);
    if (demand === 'delete' && hold !== 'deleting') await this.giveUp(server);
  }

  private async suspend(server: Server, upstreamId: number, hold: HoldState | null): Promise<void> {
    const seen = await this.look(server.groupId, upstreamId);
    if (seen === null) return;
    if (seen.suspended && hold === null) return this.holds.set(server, 'foreign');
    if (hold !== 'suspending') await this.holds.set(server, 'suspending');
    if (!seen.suspended) await this.virtfusion.forGroup(server.groupId).suspend(upstreamId);
    await failpoint('debt.after-suspension');
    await this.change(server, 'suspended', async held => {
      await this.holds.set(server, 'suspended');
      if (!this.settings.get('billing.chargeWhileSuspended')) await this.metering.pause(server.id);
      await this.timeline.note(held, 'suspended-for-debt');
    });
  }

  private async giveUp(server: Server): Promise<void> {
    // A server that its owner is deleting is theirs to bring back.
    if (server.state === 'deleting') return;
    await this.deletion.request(server.userId, server.id);
    await this.holds.set(server, 'deleting');
  }

  private async bringBack(server: Server, hold: HoldState | null): Promise<void> {
    if (hold === null) return;
    if (hold === 'foreign') return this.holds.release(server.id);
    if (server.state === 'deleting' && hold === 'deleting') await this.deletion.cancelForPayment(server.userId, server.id);
    const seen = server.upstreamId == null ? null : await this.look(server.groupId, server.upstreamId);
    if (seen !== null && server.upstreamId != null) {
      await this.holds.set(server, 'resuming');
      // What staff suspended does not come back by paying.
      if (seen.suspended && server.suspendedAt === null)
        await this.virtfusion.forGroup(server.groupId).unsuspend(server.upstreamId);
    }
    await failpoint('debt.after-unsuspension');
    await this.change(server, 'unknown', async held => {
      await this.holds.release(server.id);
      await this.metering.resume(server.id);
      await this.timeline.note(held, 'resumed-after-payment');
      await this.jobs.add('server.observe', { serverId: server.id }, { singletonKey: String(server.id), startAfterSeconds: 2 });
    });
  }

  /** Null when VirtFusion no longer has the server. */
  private async look(groupId: number, upstreamId: number): Promise<VirtFusionServer | null> {
    try {
      return await this.virtfusion.forGroup(groupId).server(upstreamId);
    } catch (error) {
      if (error instanceof UpstreamNotFound) return null;
      throw error;
    }
  }

  /** A server on its way out keeps saying so. */
  private async change({ id }: Server, state: ServerState, and: (held: Server) => Promise<void>): Promise<void> {
    await this.em.transactional(async em => {
      const held = await em.findOneOrFail(Server, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (held.state !== 'deleting' && held.state !== 'deleted') held.state = state;
      await em.flush();
      await and(held);
    });
  }

  private lookAgain({ id, userId, state }: Server): Promise<void> {
    if (state === 'failed') return Promise.resolve();
    return this.jobs.add(
      'server.follow-debt',
      { serverId: id },
      { startAfterSeconds: LOOK_AGAIN_SECONDS, singletonKey: String(id), group: `debt:${userId}` },
    );
  }
}
