import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { VirtFusion, type VirtFusionServer } from '@sky/integrations/virtfusion';
import { AuditLog } from '@api/audit';
import { BadRequestError, ConflictError } from '@api/platform';
import { applyObservation } from '../../observing/apply-observation';
import { UpstreamFacts } from '../../observing/upstream-facts';
import { ServerFinder } from '../../reading/server-finder';
import { Server } from '../../server.entity';
import { Timeline } from '../../timeline/timeline';
import { STAFF_WAIT_MS, staffRefusal } from '../upstream-refusal';

/** What a server may be given beside its package; what is left out stays. The price stays as well. */
export interface ResourceChange {
  readonly memoryMb?: number;
  readonly cpuCores?: number;
  /** 0 is unlimited. */
  readonly trafficGb?: number;
  readonly throttlePercent?: number;
}

/** Changes memory, cores, traffic and throttle in VirtFusion. Each is set to a figure, so doing it again does no harm. */
@Injectable()
export class ServerResources {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly finder: ServerFinder,
    private readonly facts: UpstreamFacts,
    private readonly timeline: Timeline,
    private readonly audit: AuditLog,
  ) {}

  async change(serverId: number, change: ResourceChange): Promise<void> {
    if (Object.values(change).every(value => value === undefined))
      throw new BadRequestError('validation_failed', 'Say what to change.', [
        { field: 'memoryMb', message: 'nothing is changed' },
      ]);
    const server = await this.finder.anybodys(serverId);
    if (server.step !== 'done' || server.upstreamId == null)
      throw new ConflictError('not_ready', 'This server is still being built.');
    const seen = await this.carryOut(server.groupId, server.upstreamId, change);
    await this.em.transactional(async em => {
      const held = await em.findOneOrFail(Server, { id: serverId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      await this.facts.keep(serverId, seen);
      applyObservation(held, seen);
      await em.flush();
      await this.timeline.note(held, 'resources-changed', inWords(change));
      await this.audit.record({
        action: 'server.resources-changed',
        userId: held.userId,
        target: { kind: 'server', id: serverId },
        details: { ...change },
      });
    });
  }

  /** The read-back shows what VirtFusion made of it. */
  private async carryOut(
    groupId: number,
    upstreamId: number,
    { memoryMb, cpuCores, trafficGb, throttlePercent }: ResourceChange,
  ): Promise<VirtFusionServer> {
    const virtfusion = this.virtfusion.forGroup(groupId).within(STAFF_WAIT_MS);
    try {
      if (memoryMb !== undefined) await virtfusion.changes.setMemory(upstreamId, memoryMb);
      if (cpuCores !== undefined) await virtfusion.changes.setCores(upstreamId, cpuCores);
      if (trafficGb !== undefined) await virtfusion.changes.setTraffic(upstreamId, trafficGb);
      if (throttlePercent !== undefined) await virtfusion.changes.throttle(upstreamId, throttlePercent);
      return await virtfusion.server(upstreamId, { remoteState: true });
    } catch (error) {
      throw staffRefusal(error);
    }
  }
}

/** What the owner reads in the timeline. */
function inWords({ memoryMb, cpuCores, trafficGb, throttlePercent }: ResourceChange): string {
  return [
    memoryMb === undefined ? '' : `memory ${memoryMb} MB`,
    cpuCores === undefined ? '' : `${cpuCores} cores`,
    trafficGb === undefined ? '' : trafficGb === 0 ? 'unlimited traffic' : `traffic ${trafficGb} GB`,
    throttlePercent === undefined
      ? ''
      : throttlePercent === 0
        ? 'full processor speed'
        : `processor held back by ${throttlePercent}%`,
  ]
    .filter(Boolean)
    .join(', ');
}
