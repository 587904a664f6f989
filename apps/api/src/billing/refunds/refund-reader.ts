import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { PageRequest } from '@api/platform';
import type { GatewayName } from '../gateways/payment-gateway';
import type { RefundState } from './refund.entity';

/** A refund as lists show it; amounts in micro-units. */
export interface RefundRow {
  readonly id: number;
  readonly paymentId: number;
  readonly gateway: GatewayName;
  readonly amount: string;
  readonly currency: string;
  readonly reason: string;
  readonly origin: 'staff' | 'gateway';
  readonly state: RefundState;
  readonly gatewayRefundId: string | null;
  readonly requestedBy: string | null;
  readonly lastError: string | null;
  readonly nextCheckAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly userId: number;
  readonly username: string;
  readonly email: string;
}

export interface RefundFilter {
  readonly state?: RefundState | undefined;
  readonly paymentId?: number | undefined;
}

type Anything = Record<string, never>;

/** Lists and shows refunds, newest first. */
@Injectable()
export class RefundReader {
  constructor(private readonly em: EntityManager) {}

  async page({ state, paymentId }: RefundFilter, page: PageRequest): Promise<{ rows: RefundRow[]; total: number }> {
    const database = this.em.getKysely<Anything>();
    const where = sql.join(
      [
        sql`true`,
        ...(state === undefined ? [] : [sql`r.state = ${state}`]),
        ...(paymentId === undefined ? [] : [sql`r.payment_id = ${paymentId}`]),
      ],
      sql` and `,
    );
    const { rows } =
      await sql<RefundRow>`${SELECT} where ${where} order by r.id desc limit ${page.limit} offset ${page.offset}`.execute(
        database,
      );
    const counted = await sql<{ total: number }>`select count(*)::int as total from refunds r where ${where}`.execute(database);
    return { rows, total: counted.rows[0]?.total ?? 0 };
  }

  async find(id: number): Promise<RefundRow | null> {
    const { rows } = await sql<RefundRow>`${SELECT} where r.id = ${id}`.execute(this.em.getKysely<Anything>());
    return rows[0] ?? null;
  }
}

const SELECT = sql`
  select r.id, r.payment_id as "paymentId", y.gateway, r.amount, r.currency, r.reason, r.origin, r.state,
    r.gateway_refund_id as "gatewayRefundId", s.username as "requestedBy", r.last_error as "lastError",
    r.next_check_at as "nextCheckAt", r.created_at as "createdAt", r.updated_at as "updatedAt",
    u.id as "userId", u.username, u.email
  from refunds r join payments y on y.id = r.payment_id join users u on u.id = y.user_id
  left join users s on s.id = r.requested_by_user_id`;
