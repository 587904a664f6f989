import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { PageRequest } from '@api/platform';
import type { GatewayName } from '../gateways/payment-gateway';
import type { DisputeState } from './dispute.entity';

/** A case as lists show it; amounts in micro-units. */
export interface DisputeRow {
  readonly id: number;
  readonly paymentId: number;
  readonly gateway: GatewayName;
  readonly gatewayDisputeId: string | null;
  readonly state: DisputeState;
  readonly amount: string;
  readonly currency: string;
  readonly reason: string | null;
  readonly stage: string | null;
  readonly gatewayStatus: string | null;
  readonly outcome: string | null;
  readonly takenAmount: string;
  readonly restoredAmount: string;
  readonly respondBy: Date | null;
  readonly openedAt: Date;
  readonly updatedAt: Date;
  readonly closedAt: Date | null;
  readonly userId: number;
  readonly username: string;
  readonly email: string;
}

type Anything = Record<string, never>;

/** Lists and shows cases: those that want an answer first, then the newest. */
@Injectable()
export class DisputeReader {
  constructor(private readonly em: EntityManager) {}

  async page(
    { state, paymentId }: { state?: DisputeState | undefined; paymentId?: number | undefined },
    page: PageRequest,
  ): Promise<{ rows: DisputeRow[]; total: number }> {
    const database = this.em.getKysely<Anything>();
    const where = sql.join(
      [
        sql`true`,
        ...(state === undefined ? [] : [sql`d.state = ${state}`]),
        ...(paymentId === undefined ? [] : [sql`d.payment_id = ${paymentId}`]),
      ],
      sql` and `,
    );
    const { rows } =
      await sql<DisputeRow>`${SELECT} where ${where} order by (d.state = 'open') desc, d.id desc limit ${page.limit} offset ${page.offset}`.execute(
        database,
      );
    const counted = await sql<{ total: number }>`select count(*)::int as total from disputes d where ${where}`.execute(database);
    return { rows, total: counted.rows[0]?.total ?? 0 };
  }

  async find(id: number): Promise<DisputeRow | null> {
    const { rows } = await sql<DisputeRow>`${SELECT} where d.id = ${id}`.execute(this.em.getKysely<Anything>());
    return rows[0] ?? null;
  }
}

const SELECT = sql`
  select d.id, d.payment_id as "paymentId", y.gateway, d.gateway_dispute_id as "gatewayDisputeId", d.state, d.amount, d.currency,
    d.reason, d.stage, d.gateway_status as "gatewayStatus", d.outcome, d.taken_amount as "takenAmount",
    d.restored_amount as "restoredAmount", d.respond_by as "respondBy", d.opened_at as "openedAt", d.updated_at as "updatedAt",
    d.closed_at as "closedAt", u.id as "userId", u.username, u.email
  from disputes d join payments y on y.id = d.payment_id join users u on u.id = y.user_id`;
