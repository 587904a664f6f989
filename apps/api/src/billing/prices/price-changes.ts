import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatMoney } from '@sky/money';
import { AuditLog } from '@api/audit';
import { Notifications } from '@api/notifications';
import { Clock, Config, ConflictError, NotFoundError, type PageRequest, RefusedError, RunsWhenDue } from '@api/platform';
import { SettingsService } from '@api/settings';
import { momentInWords } from '../moment-words';
import { type RunningServer, RunningPrices } from './running-prices';

const DAY_MS = 86_400_000;

/** What staff decide about servers that run at an old price. */
export interface PriceChangeForm {
  readonly packageId: number;
  readonly effectiveAt: Date;
  readonly reason: string;
  /** Only these; all of the package's when left out. */
  readonly serverIds?: readonly number[];
}

export const PRICE_CHANGE_STATES = ['scheduled', 'applied', 'cancelled'] as const;
export type PriceChangeState = (typeof PRICE_CHANGE_STATES)[number];

export interface PriceChangeRow {
  readonly id: number;
  readonly packageId: number;
  readonly packageName: string;
  readonly effectiveAt: Date;
  readonly reason: string;
  readonly state: PriceChangeState;
  readonly servers: number;
  readonly createdBy: string | null;
  readonly createdAt: Date;
}

/**
 * Changes the price of running servers, on purpose and with notice: the owner is told with the old and the new price, and each
 * meter carries the new one from the first hour that begins at the announced moment. Until then it can be taken back.
 */
@Injectable()
@RunsWhenDue({ order: 12 })
export class PriceChanges {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly running: RunningPrices,
    private readonly notifications: Notifications,
    private readonly audit: AuditLog,
    private readonly config: Config,
  ) {}

  /** Announces today's price of a package to servers that run at an older one. Returns the number of the change. */
  async schedule({ packageId, effectiveAt, reason, serverIds }: PriceChangeForm, staffId: number): Promise<number> {
    this.requireNotice(effectiveAt);
    return this.em.transactional(async em => {
      const chosen = await this.running.atOldPrices(packageId, { serverIds, lock: true });
      if (chosen.length === 0)
        throw new ConflictError(
          'nothing_to_change',
          'No running server of this package has an older price without a change announced.',
        );
      if (serverIds && chosen.length < new Set(serverIds).size)
        throw new RefusedError('servers_not_changeable', 'Some of these servers cannot be changed.', [
          { field: 'serverIds', message: 'may only name running servers of this package at an older price' },
        ]);
      const [change] = await em.execute<{ id: number }[]>(
        `insert into price_changes (package_id, effective_at, reason, state, servers, created_by_user_id, created_at)
         values (?, ?, ?, 'scheduled', ?, ?, ?) returning id`,
        [packageId, effectiveAt, reason, chosen.length, staffId, this.clock.now()],
      );
      if (!change) throw new Error('A price change could not be written');
      for (const server of chosen) await this.announceOn(change.id, server, effectiveAt);
      await this.tellOwners(change.id, chosen, effectiveAt);
      await this.audit.record({
        action: 'price.change-scheduled',
        userId: null,
        target: { kind: 'package', id: packageId },
        details: { changeId: change.id, effectiveAt: effectiveAt.toISOString(), servers: chosen.length, reason },
      });
      return change.id;
    });
  }

  /** Takes an announced change back; its servers keep their price and their owners are told. */
  async cancel(changeId: number): Promise<void> {
    await this.em.transactional(async em => {
      const [change] = await em.execute<{ packageId: number; state: PriceChangeState; effectiveAt: Date }[]>(
        'select package_id as "packageId", state, effective_at as "effectiveAt" from price_changes where id = ? for update',
        [changeId],
      );
      if (!change) throw new NotFoundError('price_change_not_found', 'There is no such price change.');
      if (change.state !== 'scheduled' || change.effectiveAt <= this.clock.now())
        throw new ConflictError('price_change_closed', 'This change has taken effect or was taken back before.');
      const freed = await em.execute<{ userId: number }[]>(
        `update usage_meters m set next_price_id = null, next_monthly = null, next_hourly = null, next_at = null
         from price_change_servers c where c.change_id = ? and m.server_id = c.server_id and m.next_price_id = c.new_price_id returning m.user_id as "userId"`,
        [changeId],
      );
      await this.close(changeId, 'cancelled');
      for (const userId of new Set(freed.map(row => row.userId)))
        await this.notifications.tell(
          {
            userId,
            kind: 'billing',
            title: 'Your servers keep their price',
            body: 'The new price that we announced was taken back.',
            link: '/servers',
          },
          `price-change-cancelled:${changeId}`,
        );
      await this.audit.record({
        action: 'price.change-cancelled',
        userId: null,
        target: { kind: 'package', id: change.packageId },
        details: { changeId },
      });
    });
  }

  /** Notes the changes whose moment has come; the meters themselves switch with the hour that begins then. */
  async runDue(): Promise<void> {
    const due = await this.em.execute<{ id: number; packageId: number }[]>(
      `select id, package_id as "packageId" from price_changes where state = 'scheduled' and effective_at <= ? order by id limit 100`,
      [this.clock.now()],
    );
    for (const { id, packageId } of due)
      await this.em.transactional(async () => {
        if (!(await this.close(id, 'applied'))) return;
        await this.audit.record({
          action: 'price.change-applied',
          userId: null,
          target: { kind: 'package', id: packageId },
          details: { changeId: id },
        });
      });
  }

  /** Announced changes and those of the past, newest first. */
  async page({ limit, offset }: PageRequest): Promise<{ rows: PriceChangeRow[]; total: number }> {
    const rows = await this.em.execute<PriceChangeRow[]>(
      `select c.id, c.package_id as "packageId", p.name as "packageName", c.effective_at as "effectiveAt", c.reason, c.state, c.servers,
         u.username as "createdBy", c.created_at as "createdAt"
       from price_changes c join virtfusion_packages p on p.id = c.package_id left join users u on u.id = c.created_by_user_id
       order by c.id desc limit ? offset ?`,
      [limit, offset],
    );
    const [counted] = await this.em.execute<{ total: number }[]>('select count(*)::int as total from price_changes');
    return { rows, total: counted?.total ?? 0 };
  }

  private requireNotice(effectiveAt: Date): void {
    const days = this.settings.get('billing.priceNoticeDays');
    const earliest = new Date(this.clock.now().getTime() + days * DAY_MS);
    if (effectiveAt < earliest)
      throw new RefusedError('notice_too_short', `Customers are told ${days} days before.`, [
        { field: 'effectiveAt', message: `must be ${earliest.toISOString()} or later` },
      ]);
  }

  private async announceOn(changeId: number, server: RunningServer, at: Date): Promise<void> {
    await this.em.execute(
      `insert into price_change_servers (change_id, server_id, old_price_id, old_monthly, old_hourly, new_price_id) values (?, ?, ?, ?, ?, ?)`,
      [changeId, server.serverId, server.oldPriceId, server.oldMonthly, server.oldHourly, server.newPriceId],
    );
    await this.em.execute(
      'update usage_meters set next_price_id = ?, next_monthly = ?, next_hourly = ?, next_at = ? where server_id = ?',
      [server.newPriceId, server.newMonthly, server.newHourly, at, server.serverId],
    );
  }

  private async tellOwners(changeId: number, servers: readonly RunningServer[], at: Date): Promise<void> {
    for (const [userId, own] of Map.groupBy(servers, server => server.userId)) {
      const [first] = own;
      if (!first) continue;
      const list = own
        .map(({ name, oldMonthly, newMonthly, currency }) => {
          const money = (amount: string) => formatMoney(BigInt(amount), currency);
          return `${name} (${money(oldMonthly)} → ${money(newMonthly)} a month)`;
        })
        .join(', ');
      const effectiveAt = momentInWords(at, first.timeZone);
      await this.notifications.tell(
        {
          userId,
          kind: 'billing',
          title: `New prices from ${effectiveAt}`,
          body: list,
          link: '/servers',
          mail: {
            template: 'price-change',
            values: { fullName: first.fullName, servers: list, effectiveAt, link: `${this.config.env.PUBLIC_URL}/servers` },
          },
        },
        `price-change:${changeId}`,
      );
    }
  }

  private async close(changeId: number, state: PriceChangeState): Promise<boolean> {
    const rows = await this.em.execute<unknown[]>(
      `update price_changes set state = ?, closed_at = ? where id = ? and state = 'scheduled' returning id`,
      [state, this.clock.now(), changeId],
    );
    return rows.length > 0;
  }
}
