import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamBusy, UpstreamError, UpstreamMaintenance, UpstreamRateLimited } from '@sky/integrations/upstream';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { Jobs } from '@api/platform';
import { LinkService } from '@api/virtfusion';
import { applyObservation } from '../observing/apply-observation';
import { Server } from '../server.entity';
import { Timeline } from '../timeline/timeline';
import { Outcome } from './outcome';

/** A reservation whose answer was lost may still be on its way; a second one is not sent before this. */
const DOUBT_MS = 15_000;
const LONGEST_PAUSE_SECONDS = 120;
/** With growing pauses this is about ten minutes; then the customer gets their money back rather than a promise. */
const MOST_ATTEMPTS = 10;
/** Building takes this long between two looks, in seconds. */
const LOOK_AGAIN_SECONDS = 2;
const MOST_BUILDS = 2;

/**
 * Builds what was ordered, step by step: reserve the server, hand it to the builder, wait, hand it over. Each run takes
 * one order as far as it goes and may be repeated at any point. It ends in a running server or in money back.
 */
@Injectable()
export class Provisioning {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
    private readonly virtfusion: VirtFusion,
    private readonly links: LinkService,
    private readonly timeline: Timeline,
    private readonly outcome: Outcome,
  ) {}

  async run(serverId: number): Promise<void> {
    const em = this.em.fork();
    const server = await em.findOne(Server, { id: serverId });
    if (!server || server.step === 'done') return;
    try {
      if (server.step === 'create') await this.reserve(em, server);
      if (server.step === 'build') await this.build(em, server);
      if (server.step === 'wait') await this.look(em, server);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      await this.recover(em, server, error);
    }
  }

  private async reserve(em: EntityManager, server: Server): Promise<void> {
    const userId = await this.links.virtfusionUserId(server.userId);
    if (userId === null) throw new Error(`User ${server.userId} has no VirtFusion account`);
    await this.timeline.begin(server, 'reserve');
    const owned = await this.virtfusion.serversOfUser(userId);
    if (server.attemptedAt) {
      const lost = await this.findLost(em, server, owned);
      if (lost) return this.keep(em, server, lost.id, lost.uuid, lost.ipv4);
      if (Date.now() - server.attemptedAt.getTime() < DOUBT_MS) return this.again(server, DOUBT_MS / 1000);
    }
    server.beginReservation(owned.map(({ id }) => id));
    await em.flush();
    const { id, uuid, ipv4 } = await this.of(server).createServer({
      packageId: server.packageId,
      userId,
      hypervisorGroupId: server.groupId,
    });
    await this.keep(em, server, id, uuid, ipv4);
  }

  /** A server of the customer's that was not there before and that no order of ours has: the answer about it was lost. */
  private async findLost(
    em: EntityManager,
    server: Server,
    owned: readonly { id: number; uuid: string; ipv4: readonly string[] }[],
  ) {
    const known = new Set(server.knownUpstreamIds ?? []);
    const fresh = owned.filter(({ id }) => !known.has(id));
    const taken = new Set(
      (await em.find(Server, { upstreamId: { $in: fresh.map(({ id }) => id) } })).map(({ upstreamId }) => upstreamId),
    );
    return fresh.find(({ id }) => !taken.has(id)) ?? null;
  }

  private async keep(em: EntityManager, server: Server, id: number, uuid: string, addresses: readonly string[]): Promise<void> {
    server.reserved(id, uuid, addresses);
    await em.flush();
    await this.timeline.finish(server, 'reserve');
  }

  private async build(em: EntityManager, server: Server): Promise<void> {
    const upstreamId = idOf(server);
    await this.timeline.begin(server, 'build');
    const { state, ownerId } = await this.of(server).server(upstreamId);
    if (state === 'allocated' || state === 'failed') {
      await this.of(server).buildServer(upstreamId, {
        operatingSystemId: server.templateId,
        name: server.name,
        hostname: hostnameFor(server.name),
        sshKeys: await this.sshKeys(em, server, ownerId),
        email: false,
      });
    }
    server.handedToBuilder();
    await em.flush();
    await this.timeline.tell(server);
    await this.again(server, 1);
  }

  private async sshKeys(em: EntityManager, server: Server, virtfusionUserId: number): Promise<number[]> {
    if (!server.sshPublicKey) return [];
    if (server.sshKeyId === null) {
      const { id } = await this.virtfusion.addSshKey({
        userId: virtfusionUserId,
        name: server.name,
        publicKey: server.sshPublicKey,
      });
      server.sshKeyId = id;
      await em.flush();
    }
    return [server.sshKeyId ?? 0].filter(id => id > 0);
  }

  private async look(em: EntityManager, server: Server): Promise<void> {
    const seen = await this.of(server).server(idOf(server), { remoteState: true });
    if (seen.state === 'complete') {
      server.handedOver();
      applyObservation(server, seen);
      await em.flush();
      await this.outcome.handOver(server.id);
      return;
    }
    if (seen.state !== 'failed' && !seen.buildFailed) return this.again(server, LOOK_AGAIN_SECONDS);
    await this.timeline.fail(server, 'build', 'VirtFusion could not install the operating system.');
    if ((await this.timeline.failures(server.id, 'build')) >= MOST_BUILDS)
      return this.outcome.giveUp(server.id, 'The operating system could not be installed.');
    server.step = 'build';
    await em.flush();
    await this.again(server, LOOK_AGAIN_SECONDS);
  }

  /** VirtFusion, for calls about this server's group. */
  private of({ groupId }: Server): VirtFusion {
    return this.virtfusion.forGroup(groupId);
  }

  /** A no ends the order; anything that may pass is tried again, and what is in doubt is never given up. */
  private async recover(em: EntityManager, server: Server, error: UpstreamError): Promise<void> {
    const isPassing =
      error.outcome !== 'refused' ||
      error instanceof UpstreamBusy ||
      error instanceof UpstreamMaintenance ||
      error instanceof UpstreamRateLimited;
    if (error.outcome !== 'unknown' && server.step === 'create') server.forgetReservation();
    if (!isPassing) return this.outcome.giveUp(server.id, `The platform refused the order: ${error.reason}`);
    server.tryAgain(error.message);
    await em.flush();
    const isInDoubt = server.step === 'create' && server.attemptedAt !== null;
    if (server.attempts >= MOST_ATTEMPTS && !isInDoubt)
      return this.outcome.giveUp(server.id, 'The platform did not answer for too long.');
    await this.again(
      server,
      error instanceof UpstreamRateLimited && error.retryAfterSeconds ? error.retryAfterSeconds : pause(server.attempts),
    );
  }

  private again({ id, userId }: Server, seconds: number): Promise<void> {
    return this.jobs.add(
      'server.provision',
      { serverId: id },
      { startAfterSeconds: seconds, singletonKey: String(id), group: `customer:${userId}` },
    );
  }
}

function idOf(server: Server): number {
  if (server.upstreamId == null) throw new Error(`Server ${server.id} has no reservation`);
  return server.upstreamId;
}

/** VirtFusion wants a dotted host name. */
function hostnameFor(name: string): string {
  return name.includes('.') ? name.toLowerCase() : `${name.toLowerCase()}.local`;
}

function pause(attempts: number): number {
  return Math.min(LONGEST_PAUSE_SECONDS, 2 ** attempts);
}
