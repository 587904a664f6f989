import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFoundError, type PageRequest } from '@api/platform';
import type { StaffCreditKind, StaffCreditState } from './staff-credits';

/** Somebody, as a list names them. */
export interface NamedPerson {
  readonly id: number;
  readonly username: string;
}

/** One wish of staff about somebody's credit; the amount in micro-units, signed from the customer's point of view. */
export interface StaffCreditRow {
  readonly id: number;
  readonly kind: StaffCreditKind;
  readonly state: StaffCreditState;
  readonly user: NamedPerson & { readonly email: string };
  readonly amount: string;
  readonly currency: string;
  readonly reason: string;
  readonly askedBy: NamedPerson;
  readonly askedAt: Date;
  readonly decidedBy: NamedPerson | null;
  readonly decidedAt: Date | null;
  readonly note: string | null;
  readonly transactionId: string | null;
  readonly reversesId: string | null;
}

const SELECT = `
  select c.id, c.kind, c.state, json_build_object('id', u.id, 'username', u.username, 'email', u.email) as user, c.amount, c.currency, c.reason,
    json_build_object('id', a.id, 'username', a.username) as "askedBy", c.asked_at as "askedAt",
    case when d.id is not null then json_build_object('id', d.id, 'username', d.username) end as "decidedBy", c.decided_at as "decidedAt",
    c.note, c.transaction_id as "transactionId", c.reverses_id as "reversesId"
  from staff_credits c join users u on u.id = c.user_id join users a on a.id = c.asked_by left join users d on d.id = c.decided_by`;

/** Lists what staff did, or want to do, to people's credit. */
@Injectable()
export class StaffCreditReader {
  constructor(private readonly em: EntityManager) {}

  async byId(id: number): Promise<StaffCreditRow> {
    const [row] = await this.em.fork().execute<StaffCreditRow[]>(`${SELECT} where c.id = ?`, [id]);
    if (!row) throw new NotFoundError('credit_not_found', 'There is no such credit.');
    return row;
  }

  /** Newest first. */
  async page(
    state: StaffCreditState | undefined,
    { limit, offset }: PageRequest,
  ): Promise<{ rows: StaffCreditRow[]; total: number }> {
    const em = this.em.fork();
    const where = state === undefined ? '' : 'where c.state = ?';
    const values = state === undefined ? [] : [state];
    const rows = await em.execute<StaffCreditRow[]>(`${SELECT} ${where} order by c.id desc limit ? offset ?`, [
      ...values,
      limit,
      offset,
    ]);
    const [counted] = await em.execute<{ total: number }[]>(
      `select count(*)::int as total from staff_credits c ${where}`,
      values,
    );
    return { rows, total: counted?.total ?? 0 };
  }
}
