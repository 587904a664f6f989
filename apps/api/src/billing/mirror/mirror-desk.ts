import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { Clock, ConflictError, Jobs, NotFoundError, type PageRequest } from '@api/platform';
import { MirrorStore, type Push, type PushState } from './mirror-store';

export const MIRROR_OUTCOMES = ['carried-out', 'not-carried-out'] as const;
/** What somebody found out about a booking by looking into VirtFusion. */
export type MirrorOutcome = (typeof MIRROR_OUTCOMES)[number];

/** A booking as staff see it; hundredths of a token. */
export interface PushRow {
  readonly id: number;
  readonly userId: number;
  readonly username: string;
  readonly kind: Push['kind'];
  readonly hundredths: string;
  readonly state: PushState;
  readonly creditId: number | null;
  readonly transactionId: string | null;
  readonly remark: string | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

/** How far VirtFusion follows, all customers together. */
export interface MirrorStanding {
  readonly following: number;
  readonly behind: number;
  readonly review: number;
  readonly oldestOpenAt: Date | null;
}

/** Shows staff what was booked at VirtFusion, and lets them settle what nobody could tell. */
@Injectable()
export class MirrorDesk {
  constructor(
    private readonly em: EntityManager,
    private readonly store: MirrorStore,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  async standing(): Promise<MirrorStanding> {
    const [row] = await this.em.fork().execute<MirrorStanding[]>(
      `select count(*) filter (where m.state = 'following' and a.last_sequence = m.mirrored_sequence)::int as following,
         count(*) filter (where coalesce(m.state, 'following') = 'following' and a.last_sequence > coalesce(m.mirrored_sequence, 0))::int as behind,
         count(*) filter (where m.state = 'review')::int as review,
         (select min(created_at) from mirror_pushes where state in ('intended', 'unknown', 'review')) as "oldestOpenAt"
       from ledger_accounts a join virtfusion_links l on l.user_id = a.user_id and l.state = 'linked'
         left join mirror_accounts m on m.account_id = a.id
       where a.kind = 'customer_credit'`,
    );
    return row ?? { following: 0, behind: 0, review: 0, oldestOpenAt: null };
  }

  /** Newest first. */
  async page(state: PushState | undefined, { limit, offset }: PageRequest): Promise<{ rows: PushRow[]; total: number }> {
    const em = this.em.fork();
    const where = state === undefined ? '' : 'where p.state = ?';
    const values = state === undefined ? [] : [state];
    const rows = await em.execute<PushRow[]>(
      `select p.id, m.user_id as "userId", u.username, p.kind, p.hundredths, p.state, p.upstream_credit_id as "creditId",
         p.transaction_id as "transactionId", p.remark, p.created_at as "createdAt", p.settled_at as "settledAt"
       from mirror_pushes p join mirror_accounts m on m.account_id = p.account_id join users u on u.id = m.user_id ${where}
       order by p.id desc limit ? offset ?`,
      [...values, limit, offset],
    );
    const [counted] = await em.execute<{ total: number }[]>(
      `select count(*)::int as total from mirror_pushes p ${where}`,
      values,
    );
    return { rows, total: counted?.total ?? 0 };
  }

  /** Settles a booking that waits for somebody to look; one that was not carried out is sent again. */
  async resolve(id: number, outcome: MirrorOutcome): Promise<void> {
    const [row] = await this.em
      .fork()
      .execute<{ account_id: number; user_id: number; kind: Push['kind']; hundredths: string; state: PushState }[]>(
        `select p.account_id, m.user_id, p.kind, p.hundredths, p.state from mirror_pushes p join mirror_accounts m on m.account_id = p.account_id where p.id = ?`,
        [id],
      );
    if (!row) throw new NotFoundError('booking_not_found', 'There is no such booking.');
    if (row.state !== 'review') throw new ConflictError('booking_settled', 'This booking does not wait for anybody.');
    const push: Push = {
      id,
      accountId: row.account_id,
      userId: row.user_id,
      kind: row.kind,
      hundredths: BigInt(row.hundredths),
      state: row.state,
      upstreamBefore: null,
      creditId: null,
    };
    if (outcome === 'carried-out') await this.store.confirm(push, null, 'Staff found that it was carried out.');
    else await this.reopen(push);
    await this.audit.record({
      action: 'mirror.resolved',
      userId: push.userId,
      target: { kind: 'mirror-booking', id },
      details: { outcome },
    });
    await this.jobs.add(
      'billing.mirror-credit',
      { userId: push.userId },
      { singletonKey: String(push.userId), group: String(push.userId) },
    );
  }

  private reopen(push: Push): Promise<void> {
    return this.em.fork().transactional(async em => {
      await em.execute(
        `update mirror_pushes set state = 'intended', upstream_before = null, remark = 'Staff found that it was not carried out.' where id = ? and state = 'review'`,
        [push.id],
      );
      await em.execute(`update mirror_accounts set state = 'following', next_try_at = ?, updated_at = ? where account_id = ?`, [
        this.clock.now(),
        this.clock.now(),
        push.accountId,
      ]);
    });
  }
}
