import { EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamError } from '@sky/integrations/upstream';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { AuditLog } from '@api/audit';
import { PriceList, UsageMetering } from '@api/billing';
import { Clock, ConflictError, ForbiddenError, Jobs, RefusedError, UnavailableError } from '@api/platform';
import { CatalogueReader, isAvailableIn, LinkService, type MirroredPackage, type MirroredTemplate } from '@api/virtfusion';
import { Server } from '../server.entity';
import { Timeline } from '../timeline/timeline';

/** The customer waits for this answer, so it is not waited for long. */
const DRY_RUN_TIMEOUT_MS = 8_000;

/** What a customer orders; the resources come from the package, never from them. */
export interface Order {
  readonly packageId: number;
  readonly locationId: number;
  readonly templateId: number;
  readonly name: string;
  readonly sshPublicKey: string | null;
}

/** Under which terms: staff order for others, and may let them have it for nothing. */
export interface OrderTerms {
  readonly isCharged: boolean;
  readonly byStaff: boolean;
}

const AS_SOLD: OrderTerms = { isCharged: true, byStaff: false };

/**
 * Takes orders. Capacity (our mirror, then VirtFusion's dry run) is checked before money moves; then the server, its first
 * hour and the job that builds it come into being in one transaction.
 */
@Injectable()
export class OrderService {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly virtfusion: VirtFusion,
    private readonly links: LinkService,
    private readonly catalogue: CatalogueReader,
    private readonly prices: PriceList,
    private readonly metering: UsageMetering,
    private readonly timeline: Timeline,
    private readonly audit: AuditLog,
  ) {}

  async order(userId: number, order: Order, idempotencyKey: string | null, terms: OrderTerms = AS_SOLD): Promise<number> {
    const earlier = idempotencyKey === null ? null : await this.em.fork().findOne(Server, { userId, idempotencyKey });
    if (earlier) return earlier.id;
    const virtfusionUserId = await this.links.virtfusionUserId(userId);
    if (virtfusionUserId === null)
      throw new ConflictError(
        'account_not_linked',
        'Your account is still being set up. Try again in a minute, or contact support.',
      );
    const { plan, template, price } = await this.choose(order, terms);
    await this.dryRun(virtfusionUserId, order);
    try {
      return await this.em.transactional(async em => {
        await this.holdOwner(userId);
        const server = Server.order(
          {
            userId,
            name: order.name,
            packageId: plan.id,
            groupId: order.locationId,
            templateId: template.id,
            operatingSystem: [template.name, template.version].filter(Boolean).join(' '),
            sshPublicKey: order.sshPublicKey,
            priceId: price?.id ?? null,
            monthly: price?.monthly ?? 0n,
            currency: this.prices.currency,
            idempotencyKey,
          },
          this.clock.now(),
        );
        em.persist(server);
        await em.flush();
        if (price) await this.metering.start({ serverId: server.id, userId, name: server.name, price });
        await this.timeline.note(server, 'ordered');
        await this.timeline.note(server, 'checked');
        await this.audit.record({
          action: terms.byStaff ? 'server.created-by-staff' : 'server.ordered',
          userId,
          target: { kind: 'server', id: server.id },
          details: {
            ...{ name: server.name, packageId: plan.id, locationId: order.locationId, templateId: template.id },
            ...(terms.byStaff && { isCharged: terms.isCharged }),
          },
        });
        await this.jobs.add('server.provision', { serverId: server.id }, { group: `customer:${userId}` });
        return server.id;
      });
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw new ConflictError('request_in_progress', 'The first request with this Idempotency-Key is still running.');
    }
  }

  /** Keeps the account from being suspended or deleted while the order is written; each of those takes the same row. */
  private async holdOwner(userId: number): Promise<void> {
    const rows = await this.em.execute<unknown[]>(`select 1 from users where id = ? and state = 'active' for share`, [userId]);
    if (rows.length === 0) throw new ForbiddenError('account_suspended', 'This account cannot order servers.');
  }

  /** What costs nothing needs no price; a package that is not for sale may be given away. */
  private async choose({ packageId, locationId, templateId }: Order, { isCharged }: OrderTerms) {
    const [plan, price, locations, templates] = await Promise.all([
      this.catalogue.package(packageId),
      isCharged ? this.prices.present(packageId, locationId) : null,
      this.catalogue.locations(),
      this.catalogue.templates(packageId),
    ]);
    if (!plan?.isEnabled || (isCharged && !price))
      throw refusedChoice('package_not_sold', 'packageId', 'This plan is not for sale.');
    const template = templates.find(({ id }) => id === templateId);
    if (!template)
      throw refusedChoice('template_not_available', 'templateId', 'This operating system cannot be installed on this plan.');
    const location = locations.find(({ id }) => id === locationId);
    if (!location) throw refusedChoice('location_not_available', 'locationId', 'This location is not open.');
    if (!isAvailableIn(location, plan)) throw noCapacity();
    return { plan: plan satisfies MirroredPackage, template: template satisfies MirroredTemplate, price };
  }

  private async dryRun(userId: number, { packageId, locationId }: Order): Promise<void> {
    try {
      await this.virtfusion.within(DRY_RUN_TIMEOUT_MS).tryOrder({ packageId, userId, hypervisorGroupId: locationId });
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.outcome === 'refused' && error.status === 422) throw noCapacity();
      throw new UnavailableError(
        'virtfusion_unavailable',
        'The platform does not answer at the moment. Nothing was charged; try again in a minute.',
      );
    }
  }
}

function noCapacity(): RefusedError {
  return refusedChoice(
    'no_capacity',
    'locationId',
    'This location has no room for this plan at the moment. Nothing was charged.',
  );
}

function refusedChoice(code: string, field: string, message: string): RefusedError {
  return new RefusedError(code, message, [{ field, message }]);
}
