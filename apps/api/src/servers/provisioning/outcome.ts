import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatMoney } from '@sky/money';
import { AccountService } from '@api/auth';
import { UsageMetering } from '@api/billing';
import { Notifications } from '@api/notifications';
import { Config, Jobs } from '@api/platform';
import { Server } from '../server.entity';
import { Timeline } from '../timeline/timeline';

/** The two ends of an order: handed over, or given up with the money back. Each happens once, in one transaction. */
@Injectable()
export class Outcome {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
    private readonly metering: UsageMetering,
    private readonly timeline: Timeline,
    private readonly notifications: Notifications,
    private readonly accounts: AccountService,
    private readonly config: Config,
  ) {}

  async handOver(serverId: number): Promise<void> {
    await this.em.transactional(async em => {
      const server = await em.findOneOrFail(Server, { id: serverId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      await this.timeline.finish(server, 'build');
      await this.timeline.note(server, 'ready');
      const { fullName } = await this.accounts.get(server.userId);
      const address = server.addresses[0] ?? 'not known yet';
      await this.notifications.tell(
        {
          userId: server.userId,
          kind: 'servers',
          title: `${server.name} is running`,
          body: `Its address is ${address}.`,
          link: pathOf(server),
          mail: { template: 'server-ready', values: { fullName, serverName: server.name, address, link: this.linkTo(server) } },
        },
        `server-ready:${server.id}`,
      );
    });
  }

  /** Ends an order that cannot be fulfilled: every charge is returned, whatever was reserved is removed. */
  async giveUp(serverId: number, reason: string): Promise<void> {
    await this.em.transactional(async em => {
      const server = await em.findOneOrFail(Server, { id: serverId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (server.step === 'done') return;
      server.giveUp(reason);
      await em.flush();
      const refunded = await this.metering.refundAll(
        server.id,
        server.userId,
        `Returned for ${server.name}, which could not be built`,
      );
      const refund = formatMoney(refunded, server.currency, { decimals: 'exact' });
      await this.timeline.fail(server, 'reserve', reason);
      await this.timeline.fail(server, 'build', reason);
      await this.timeline.note(server, 'failed', reason);
      if (refunded > 0n) await this.timeline.note(server, 'refunded', refund);
      if (server.upstreamId !== null) await this.jobs.add('server.remove', { serverId });
      const { fullName } = await this.accounts.get(server.userId);
      await this.notifications.tell(
        {
          userId: server.userId,
          kind: 'servers',
          title: `${server.name} could not be built`,
          body: refunded > 0n ? `${reason} We returned ${refund} to your credit.` : reason,
          link: pathOf(server),
          mail: {
            template: 'server-failed',
            values: { fullName, serverName: server.name, reason, refund, link: this.linkTo(server) },
          },
        },
        `server-failed:${server.id}`,
      );
    });
  }

  private linkTo(server: Server): string {
    return this.config.env.PUBLIC_URL + pathOf(server);
  }
}

function pathOf({ id }: Server): string {
  return `/servers/${id}`;
}
