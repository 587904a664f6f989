import { EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { VirtFusion, type VirtFusionServer } from '@sky/integrations/virtfusion';
import { AuditLog } from '@api/audit';
import { PackagePrice, PriceList, UsageMetering } from '@api/billing';
import { Clock, ConflictError, NotFoundError, RefusedError } from '@api/platform';
import { CatalogueReader, LinkService } from '@api/virtfusion';
import { applyObservation } from '../../observing/apply-observation';
import { UpstreamFacts } from '../../observing/upstream-facts';
import { Server } from '../../server.entity';
import { ServerNews } from '../../timeline/server-news';
import { Timeline } from '../../timeline/timeline';
import { STAFF_WAIT_MS, staffRefusal } from '../upstream-refusal';
import { requireAdoptable } from './adoption-rule';

/** How a server is taken over. */
export interface Adoption {
  readonly upstreamId: number;
  readonly userId: number;
  readonly packageId: number;
  /** False: it stays free of charge. */
  readonly isCharged: boolean;
}

/** Makes a server that only VirtFusion knows one of ours: checked against what VirtFusion says now, and paid for from now on. */
@Injectable()
export class AdoptionDesk {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly virtfusion: VirtFusion,
    private readonly links: LinkService,
    private readonly catalogue: CatalogueReader,
    private readonly prices: PriceList,
    private readonly metering: UsageMetering,
    private readonly facts: UpstreamFacts,
    private readonly timeline: Timeline,
    private readonly news: ServerNews,
    private readonly audit: AuditLog,
  ) {}

  /** Returns our number of the server. */
  async adopt(adoption: Adoption, by: number): Promise<number> {
    const virtfusionUserId = await this.links.virtfusionUserId(adoption.userId);
    if (virtfusionUserId === null)
      throw new RefusedError('account_not_linked', 'This account is not linked to VirtFusion.', [
        { field: 'userId', message: 'is not linked to VirtFusion' },
      ]);
    const seen = await this.look(adoption.upstreamId);
    requireAdoptable(seen, virtfusionUserId);
    const price = await this.priceFor(adoption, seen);
    try {
      return await this.em.transactional(em => this.take(em, adoption, seen, price, by));
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw new ConflictError('orphan_adopted', 'This server was taken over already.');
    }
  }

  private async look(upstreamId: number): Promise<VirtFusionServer> {
    try {
      return await this.virtfusion.within(STAFF_WAIT_MS).server(upstreamId, { remoteState: true });
    } catch (error) {
      throw staffRefusal(error);
    }
  }

  /** Neither a set-up fee nor a smallest number of hours: the server is there already. */
  private async priceFor({ packageId, isCharged }: Adoption, seen: VirtFusionServer): Promise<PackagePrice | null> {
    if (!(await this.catalogue.package(packageId)))
      throw new NotFoundError('package_not_found', 'VirtFusion has no such package.');
    if (!isCharged) return null;
    const price = await this.prices.present(packageId, seen.hypervisorGroupId);
    if (!price)
      throw new RefusedError('package_not_sold', 'This package has no price, so nothing could be charged for the server.', [
        { field: 'packageId', message: 'has no price' },
      ]);
    const { groupId = null, currency, setByUserId = null, validFrom } = price;
    const terms = { ...price.terms, setupFee: 0n, minimumHours: 0 };
    return Object.assign(PackagePrice.set({ packageId, groupId, currency, setByUserId }, terms, validFrom), { id: price.id });
  }

  private async take(
    em: EntityManager,
    { upstreamId, userId, packageId }: Adoption,
    seen: VirtFusionServer,
    price: PackagePrice | null,
    by: number,
  ): Promise<number> {
    const [orphan] = await em.execute<{ state: string }[]>('select state from server_orphans where upstream_id = ? for update', [
      upstreamId,
    ]);
    if (!orphan) throw new NotFoundError('orphan_not_found', 'There is no such server to take over.');
    if (orphan.state === 'adopted') throw new ConflictError('orphan_adopted', 'This server was taken over already.');
    // A server that we deleted and VirtFusion kept left its number on the old row.
    await em.execute('update servers set upstream_id = null where upstream_id = ? and deleted_at is not null', [upstreamId]);
    const server = this.serverFrom(seen, userId, packageId, price);
    em.persist(server);
    await em.flush();
    if (price) await this.metering.start({ serverId: server.id, userId, name: server.name, price });
    await this.facts.keep(server.id, seen);
    await em.execute(`update server_orphans set state = 'adopted', decided_by = ?, decided_at = now() where upstream_id = ?`, [
      by,
      upstreamId,
    ]);
    await this.timeline.note(server, 'adopted');
    await this.audit.record({
      action: 'server.adopted',
      userId,
      target: { kind: 'server', id: server.id },
      details: { name: server.name, upstreamId, packageId, isCharged: price !== null },
    });
    await this.news.tell(server, {
      title: `${server.name} was added to your account`,
      body: price ? 'It is charged by the hour from now on.' : 'It is free of charge.',
      key: `server-adopted:${server.id}`,
    });
    return server.id;
  }

  private serverFrom(seen: VirtFusionServer, userId: number, packageId: number, price: PackagePrice | null): Server {
    if (seen.hypervisorGroupId === null)
      throw new ConflictError('location_not_known', 'VirtFusion does not say in which location this server is.');
    const server = Server.order(
      {
        ...{ userId, packageId, name: seen.name || `server-${seen.id}`, groupId: seen.hypervisorGroupId },
        templateId: seen.templateId ?? 0,
        operatingSystem: seen.operatingSystem ?? 'Not known',
        sshPublicKey: null,
        priceId: price?.id ?? null,
        monthly: price?.monthly ?? 0n,
        currency: price?.currency ?? this.prices.currency,
        idempotencyKey: null,
      },
      this.clock.now(),
    );
    server.reserved(seen.id, seen.uuid, seen.ipv4);
    server.handedOver();
    applyObservation(server, seen);
    return server;
  }
}
