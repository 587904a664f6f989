import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { PageRequest } from '@api/platform';
import type { GatewayName } from '../gateways/payment-gateway';
import type { TaxSnapshot } from '../tax/tax-quote';
import type { PaymentState } from './payment-states';

export interface PaymentFilter {
  readonly userId?: number;
  readonly states?: readonly PaymentState[] | undefined;
  readonly gateway?: GatewayName | undefined;
  /** A name, an address, a gateway's id of the order, the capture or a refund, or our number. */
  readonly search?: string | undefined;
  /** Micro-units. */
  readonly least?: bigint | undefined;
  readonly most?: bigint | undefined;
}

/** A payment as lists show it; amounts in micro-units. */
export interface PaymentRow {
  readonly id: number;
  readonly gateway: GatewayName;
  readonly amount: string;
  readonly credit: string;
  readonly tax: TaxSnapshot | null;
  readonly currency: string;
  readonly state: PaymentState;
  readonly isDeclined: boolean;
  readonly isAutomatic: boolean;
  readonly orderId: string | null;
  readonly captureId: string | null;
  readonly approveUrl: string | null;
  readonly transactionId: string | null;
  readonly refundedAmount: string;
  readonly lastError: string | null;
  readonly nextCheckAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly userId: number;
  readonly username: string;
  readonly email: string;
}

type Anything = Record<string, never>;

/** Lists and shows payments, newest first. Whose they are is part of the question. */
@Injectable()
export class PaymentReader {
  constructor(private readonly em: EntityManager) {}

  async page(filter: PaymentFilter, page: PageRequest): Promise<{ rows: PaymentRow[]; total: number }> {
    const database = this.em.getKysely<Anything>();
    const where = whereOf(filter);
    const { rows } =
      await sql<PaymentRow>`${SELECT} where ${where} order by y.id desc limit ${page.limit} offset ${page.offset}`.execute(
        database,
      );
    const counted = await sql<{
      total: number;
    }>`select count(*)::int as total from payments y join users u on u.id = y.user_id where ${where}`.execute(database);
    return { rows, total: counted.rows[0]?.total ?? 0 };
  }

  find(id: number, userId: number): Promise<PaymentRow | null> {
    return this.one(sql`y.id = ${id} and y.user_id = ${userId}`);
  }

  /** For staff: whoever's it is. */
  findAnybodys(id: number): Promise<PaymentRow | null> {
    return this.one(sql`y.id = ${id}`);
  }

  async findByOrder(orderId: string, userId: number): Promise<PaymentRow | null> {
    return /^[A-Za-z0-9-]{1,64}$/.test(orderId) ? this.one(sql`y.order_id = ${orderId} and y.user_id = ${userId}`) : null;
  }

  private async one(where: ReturnType<typeof whereOf>): Promise<PaymentRow | null> {
    const { rows } = await sql<PaymentRow>`${SELECT} where ${where}`.execute(this.em.getKysely<Anything>());
    return rows[0] ?? null;
  }
}

/** What was captured says more than what was wished for. */
const SELECT = sql`
  select y.id, y.gateway, coalesce(y.captured_amount, y.amount) as amount, y.credit, y.tax, y.currency, y.state,
    y.is_declined as "isDeclined", y.source_id is not null as "isAutomatic", y.order_id as "orderId", y.capture_id as "captureId",
    y.approve_url as "approveUrl", y.transaction_id as "transactionId", y.refunded_amount as "refundedAmount",
    y.last_error as "lastError", y.next_check_at as "nextCheckAt", y.created_at as "createdAt", y.updated_at as "updatedAt",
    u.id as "userId", u.username, u.email
  from payments y join users u on u.id = y.user_id`;

function whereOf({ userId, states, gateway, search, least, most }: PaymentFilter) {
  const conditions = [
    sql`true`,
    ...(userId === undefined ? [] : [sql`y.user_id = ${userId}`]),
    ...(states === undefined ? [] : [sql`y.state in (${sql.join([...states])})`]),
    ...(gateway === undefined ? [] : [sql`y.gateway = ${gateway}`]),
    ...(search === undefined ? [] : [matching(search)]),
    ...(least === undefined ? [] : [sql`coalesce(y.captured_amount, y.amount) >= ${least}`]),
    ...(most === undefined ? [] : [sql`coalesce(y.captured_amount, y.amount) <= ${most}`]),
  ];
  return sql.join(conditions, sql` and `);
}

/** Ids are matched whole and by their indexes; people by the beginning of their name or address. */
function matching(search: string) {
  const beginning = `${search.toLowerCase().replace(/[\\%_]/g, sign => `\\${sign}`)}%`;
  const id = /^\d{1,9}$/.test(search) ? Number(search) : 0;
  return sql`(y.id = ${id} or y.order_id = ${search} or y.capture_id = ${search}
    or y.id in (select r.payment_id from refunds r where r.gateway_refund_id = ${search})
    or y.user_id in (select m.id from users m where lower(m.username) like ${beginning} or lower(m.email) like ${beginning}))`;
}
