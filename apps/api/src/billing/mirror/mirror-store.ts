import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '@api/platform';
import { SettingsService } from '@api/settings';
import { type Mirrored, type MirrorStep, nextStep, type Unmirrored } from './mirror-step';

export const PUSH_STATES = ['intended', 'confirmed', 'unknown', 'review', 'dropped'] as const;
/**
 * `intended`: it was certainly not sent. `unknown`: it may have been carried out; VirtFusion's figure will tell. `review`: nobody
 * can tell; staff look.
 */
export type PushState = (typeof PUSH_STATES)[number];

/** One booking for VirtFusion; hundredths of a token. */
export interface Push {
  readonly id: number;
  readonly accountId: number;
  readonly userId: number;
  readonly kind: 'booking' | 'cancellation' | 'correction';
  readonly hundredths: bigint;
  readonly state: PushState;
  readonly upstreamBefore: bigint | null;
  /** The credit to remove, where a booking is cancelled. */
  readonly creditId: number | null;
}

interface StoredPush {
  id: number;
  account_id: number;
  user_id: number;
  kind: Push['kind'];
  hundredths: string;
  state: PushState;
  upstream_before: string | null;
  credit_id: number | null;
}

interface HeldMirror {
  account_id: number;
  mirrored_sequence: string;
  mirrored_hundredths: string;
  state: 'following' | 'review';
}

/** Postings of one look; more are taken up in the next. */
const LOOK_AHEAD = 2_000;
const HOUR_MS = 3_600_000;

const PUSH = `
  select p.id, p.account_id, m.user_id, p.kind, p.hundredths, p.state, p.upstream_before, c.upstream_credit_id as credit_id
  from mirror_pushes p join mirror_accounts m on m.account_id = p.account_id left join mirror_pushes c on c.id = p.cancels_push_id`;

/**
 * The mirror's memory: how far VirtFusion follows each account, and the bookings. The ledger itself is the outbox, so nothing
 * that was posted is ever forgotten. Every method is a transaction of its own, under the account's mirror row.
 */
@Injectable()
export class MirrorStore {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
  ) {}

  /** Linked customers whose account moved on since VirtFusion last heard of it, longest waiting first. */
  async behind(limit: number): Promise<number[]> {
    const rows = await this.em.fork().execute<{ user_id: number }[]>(
      `select a.user_id from ledger_accounts a
         join virtfusion_links l on l.user_id = a.user_id and l.state = 'linked'
         left join mirror_accounts m on m.account_id = a.id
       where a.kind = 'customer_credit' and a.last_sequence > coalesce(m.mirrored_sequence, 0)
         and coalesce(m.state, 'following') = 'following' and coalesce(m.next_try_at, '-infinity') <= ?
       order by m.next_try_at nulls first, a.id limit ?`,
      [this.clock.now(), limit],
    );
    return rows.map(({ user_id }) => user_id);
  }

  /** The booking that is open for a customer, or the next one, written down before anything is sent; null: nothing to do now. */
  next(userId: number): Promise<Push | null> {
    return this.em.fork().transactional(async em => {
      const mirror = await this.held(em, userId);
      if (!mirror || mirror.state === 'review') return null;
      const [open] = await em.execute<StoredPush[]>(`${PUSH} where p.account_id = ? and p.state in ('intended', 'unknown')`, [
        mirror.account_id,
      ]);
      if (open) return pushOf(open);
      for (let mirrored = mirror; ;) {
        const step = await this.step(em, mirrored);
        if (!step) return null;
        if (step.hundredths !== 0n) return this.intend(em, mirrored.account_id, step);
        mirrored = await this.pass(em, mirrored, step);
      }
    });
  }

  /** VirtFusion's figure before the booking is known, and the booking is about to be sent: from now on it may have been. */
  async sending(id: number, upstreamBefore: bigint | null): Promise<boolean> {
    const rows = await this.em
      .fork()
      .execute<unknown[]>(
        `update mirror_pushes set state = 'unknown', upstream_before = ? where id = ? and state = 'intended' returning id`,
        [upstreamBefore, id],
      );
    return rows.length === 1;
  }

  /** It was certainly not carried out and may be sent again. */
  async notSent(id: number, remark: string): Promise<void> {
    await this.em
      .fork()
      .execute(
        `update mirror_pushes set state = 'intended', upstream_before = null, remark = ? where id = ? and state = 'unknown'`,
        [remark, id],
      );
  }

  /** VirtFusion has it. */
  confirm(push: Push, creditId: number | null, remark: string | null): Promise<void> {
    return this.em.fork().transactional(async em => {
      const rows = await em.execute<{ last_sequence: string }[]>(
        `update mirror_pushes set state = 'confirmed', upstream_credit_id = ?, remark = ?, settled_at = ?
         where id = ? and state in ('intended', 'unknown', 'review') returning last_sequence`,
        [creditId, remark, this.clock.now(), push.id],
      );
      if (!rows[0]) return;
      const counted = push.kind === 'correction' ? 0n : push.hundredths;
      await em.execute(
        `update mirror_accounts set mirrored_sequence = greatest(mirrored_sequence, ?), mirrored_hundredths = mirrored_hundredths + ?,
           state = 'following', last_error = null, attempts = 0, updated_at = ? where account_id = ?`,
        [rows[0].last_sequence, counted, this.clock.now(), push.accountId],
      );
    });
  }

  /** Nobody can tell whether it was carried out, or VirtFusion refuses it: staff have to look. */
  review(push: Push, remark: string): Promise<void> {
    return this.em.fork().transactional(async em => {
      await em.execute(
        `update mirror_pushes set state = 'review', remark = ? where id = ? and state in ('intended', 'unknown')`,
        [remark, push.id],
      );
      await em.execute(`update mirror_accounts set state = 'review', last_error = ?, updated_at = ? where account_id = ?`, [
        remark,
        this.clock.now(),
        push.accountId,
      ]);
    });
  }

  /** Tries again later: after 30 s, doubling up to an hour. */
  async postpone({ accountId }: Push, reason: string): Promise<void> {
    await this.em.fork().execute(
      `update mirror_accounts set attempts = attempts + 1, last_error = ?, updated_at = ?,
         next_try_at = ?::timestamptz + least(interval '1 hour', interval '30 seconds' * power(2, least(attempts, 8))) where account_id = ?`,
      [reason, this.clock.now(), this.clock.now(), accountId],
    );
  }

  private async held(em: EntityManager, userId: number): Promise<HeldMirror | null> {
    const now = this.clock.now();
    await em.execute(
      `insert into mirror_accounts (account_id, user_id, mirrored_sequence, state, next_try_at, updated_at)
       select id, user_id, 0, 'following', ?, ? from ledger_accounts where kind = 'customer_credit' and user_id = ?
       on conflict do nothing`,
      [now, now, userId],
    );
    const [row] = await em.execute<HeldMirror[]>('select * from mirror_accounts where user_id = ? for update', [userId]);
    return row ?? null;
  }

  private async step(em: EntityManager, mirror: HeldMirror): Promise<MirrorStep | null> {
    const rows = await em.execute<
      { sequence: string; id: string; amount: string; balance: string; type: string; at: Date; reverses_id: string | null }[]
    >(
      `select p.account_sequence as sequence, t.id, p.amount, p.balance_after as balance, t.type, t.occurred_at as at, t.reverses_id
       from ledger_postings p join ledger_transactions t on t.id = p.transaction_id
       where p.account_id = ? and p.account_sequence > ? order by p.account_sequence limit ${LOOK_AHEAD}`,
      [mirror.account_id, mirror.mirrored_sequence],
    );
    const waiting = rows.map(({ sequence, id, amount, balance, type, at, reverses_id }): Unmirrored => ({
      sequence: BigInt(sequence),
      transactionId: BigInt(id),
      amount: BigInt(amount),
      balanceAfter: BigInt(balance),
      isUsage: type === 'usage',
      occurredAt: at,
      reversesId: reverses_id === null ? null : BigInt(reverses_id),
    }));
    const usageHours = this.settings.get('virtfusion.mirrorUsageHours');
    return nextStep(waiting, BigInt(mirror.mirrored_hundredths), {
      mirrored: this.mirrored,
      tokensPerUnit: this.settings.get('virtfusion.tokensPerUnit'),
      usageBefore: new Date(this.clock.now().getTime() - usageHours * HOUR_MS),
    });
  }

  /** Where VirtFusion meters usage itself, telling it of usage as well would take it twice. */
  private get mirrored(): Mirrored {
    return this.settings.get('billing.meter') === 'virtfusion' ? 'all-but-usage' : 'everything';
  }

  /** Postings that come to less than a hundredth of a token: nothing to send, but they are behind us. */
  private async pass(em: EntityManager, mirror: HeldMirror, { lastSequence }: MirrorStep): Promise<HeldMirror> {
    await em.execute('update mirror_accounts set mirrored_sequence = ?, updated_at = ? where account_id = ?', [
      lastSequence,
      this.clock.now(),
      mirror.account_id,
    ]);
    return { ...mirror, mirrored_sequence: String(lastSequence) };
  }

  private async intend(em: EntityManager, accountId: number, step: MirrorStep): Promise<Push> {
    const cancels = step.reversesId === null ? null : await this.cancelled(em, accountId, step);
    const [made] = await em.execute<{ id: number }[]>(
      `insert into mirror_pushes (account_id, first_sequence, last_sequence, transaction_id, kind, hundredths, cancels_push_id, state, created_at)
       values (?, ?, ?, ?, ?, ?, ?, 'intended', ?) returning id`,
      [
        accountId,
        step.firstSequence,
        step.lastSequence,
        step.transactionId,
        cancels === null ? 'booking' : 'cancellation',
        step.hundredths,
        cancels,
        this.clock.now(),
      ],
    );
    const [push] = await em.execute<StoredPush[]>(`${PUSH} where p.id = ?`, [made?.id ?? 0]);
    if (!push) throw new Error('The booking was not stored');
    return pushOf(push);
  }

  /** The booking of the reversed transaction, when removing its credit upstream says exactly the same. */
  private async cancelled(em: EntityManager, accountId: number, { reversesId, hundredths }: MirrorStep): Promise<number | null> {
    const [row] = await em.execute<{ id: number }[]>(
      `select p.id from mirror_pushes p where p.account_id = ? and p.transaction_id = ? and p.kind = 'booking' and p.state = 'confirmed'
         and p.upstream_credit_id is not null and p.hundredths = ?
         and not exists (select from mirror_pushes c where c.cancels_push_id = p.id)`,
      [accountId, reversesId, -hundredths],
    );
    return row?.id ?? null;
  }
}

function pushOf(row: StoredPush): Push {
  const { id, account_id, user_id, kind, hundredths, state, upstream_before, credit_id } = row;
  return {
    id,
    accountId: account_id,
    userId: user_id,
    kind,
    hundredths: BigInt(hundredths),
    state,
    upstreamBefore: upstream_before === null ? null : BigInt(upstream_before),
    creditId: credit_id,
  };
}
