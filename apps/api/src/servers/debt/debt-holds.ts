import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '@api/platform';

/**
 * What became of a server because of its owner's debt. `foreign` was suspended in VirtFusion before, by somebody else for another
 * reason: it is not ours to bring back.
 */
export type HoldState = 'suspending' | 'suspended' | 'deleting' | 'resuming' | 'foreign';

/** What a debt demands of a customer's servers now. */
export type Demand = 'run' | 'suspend' | 'delete';

/** Remembers which servers were suspended for debt, and tells what their owners' debts demand. */
@Injectable()
export class DebtHolds {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** What holds a server; null when nothing does. */
  async of(serverId: number): Promise<HoldState | null> {
    const [row] = await this.em
      .fork()
      .execute<{ state: HoldState }[]>('select state from server_debt_holds where server_id = ?', [serverId]);
    return row?.state ?? null;
  }

  /** The same, as part of the surrounding transaction; nobody else changes it until that ends. */
  async lockedOf(serverId: number): Promise<HoldState | null> {
    const [row] = await this.em.execute<{ state: HoldState }[]>(
      'select state from server_debt_holds where server_id = ? for update',
      [serverId],
    );
    return row?.state ?? null;
  }

  async set({ id, userId }: { id: number; userId: number }, state: HoldState): Promise<void> {
    await this.em.execute(
      `insert into server_debt_holds (server_id, user_id, state, since) values (?, ?, ?, ?)
       on conflict (server_id) do update set state = excluded.state, since = excluded.since`,
      [id, userId, state, this.clock.now()],
    );
  }

  async release(serverId: number): Promise<void> {
    await this.em.execute('delete from server_debt_holds where server_id = ?', [serverId]);
  }

  /** Asked anew before every act, since the customer may have paid meanwhile. */
  async demandOn(userId: number): Promise<Demand> {
    const [row] = await this.em
      .fork()
      .execute<{ isSuspended: boolean; isDeleted: boolean }[]>(
        `select suspended_at is not null as "isSuspended", deleted_at is not null as "isDeleted" from debt_cases where user_id = ? and closed_at is null`,
        [userId],
      );
    if (row?.isDeleted) return 'delete';
    return row?.isSuspended ? 'suspend' : 'run';
  }
}
