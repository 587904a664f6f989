import { EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { Clock, ConflictError, NotFoundError, type PageRequest, RefusedError } from '@api/platform';
import { Ledger } from '../ledger/ledger';
import { readAmount } from '../read-amount';

export const PROMO_CODE_KINDS = ['amount', 'percent_of_first_top_up'] as const;
/** What a code gives. */
export type PromoCodeKind = (typeof PROMO_CODE_KINDS)[number];

/** The terms of a code; amounts are decimal strings in the store currency. */
export interface PromoCodeTerms {
  readonly code: string;
  readonly kind: PromoCodeKind;
  readonly amount?: string;
  /** Hundredths of a percent: 1500 is 15 %. */
  readonly percentBasisPoints?: number;
  readonly mostCredit?: string;
  readonly mostRedemptions?: number;
  readonly mostPerUser: number;
  readonly validFrom?: Date;
  readonly validUntil?: Date;
  readonly creditLastsDays?: number;
}

/** A code as staff see it; amounts in micro-units. */
export interface PromoCodeRow {
  readonly id: number;
  readonly code: string;
  readonly kind: PromoCodeKind;
  readonly amount: string | null;
  readonly percentBasisPoints: number | null;
  readonly mostCredit: string | null;
  readonly currency: string;
  readonly mostRedemptions: number | null;
  readonly mostPerUser: number;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly creditLastsDays: number | null;
  readonly isEnabled: boolean;
  readonly redemptions: number;
  /** Credit given and not taken back so far. */
  readonly given: string;
  readonly createdAt: Date;
}

const SELECT = `
  select c.id, c.code, c.kind, c.amount, c.percent_basis_points as "percentBasisPoints", c.most_credit as "mostCredit", c.currency,
    c.most_redemptions as "mostRedemptions", c.most_per_user as "mostPerUser", c.valid_from as "validFrom", c.valid_until as "validUntil",
    c.credit_lasts_days as "creditLastsDays", c.is_enabled as "isEnabled", c.redemptions, c.created_at as "createdAt",
    (select coalesce(sum(granted - withdrawn), 0)::text from promo_redemptions r where r.promo_code_id = c.id) as given
  from promo_codes c`;

/** Staff's hand on promo codes. Terms are never changed, because people redeemed them as they were; a code is switched off instead. */
@Injectable()
export class PromoCodeDesk {
  constructor(
    private readonly em: EntityManager,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Newest first. */
  async page({ limit, offset }: PageRequest): Promise<{ rows: PromoCodeRow[]; total: number }> {
    const em = this.em.fork();
    const rows = await em.execute<PromoCodeRow[]>(`${SELECT} order by c.id desc limit ? offset ?`, [limit, offset]);
    const [counted] = await em.execute<{ total: number }[]>('select count(*)::int as total from promo_codes');
    return { rows, total: counted?.total ?? 0 };
  }

  async create(terms: PromoCodeTerms, createdBy: number): Promise<PromoCodeRow> {
    const { code, kind, percentBasisPoints, mostRedemptions, mostPerUser, validUntil, creditLastsDays } = terms;
    const amount = this.amountOf(terms);
    const mostCredit = terms.mostCredit === undefined ? null : this.positive(terms.mostCredit, 'mostCredit');
    const now = this.clock.now();
    const validFrom = terms.validFrom ?? now;
    if (validUntil && validUntil <= validFrom) throw wrong('validUntil', 'must be after the code becomes valid');
    try {
      return await this.em.transactional(async em => {
        const [made] = await em.execute<{ id: number }[]>(
          `insert into promo_codes (code, kind, amount, percent_basis_points, most_credit, currency, most_redemptions, most_per_user,
             valid_from, valid_until, credit_lasts_days, is_enabled, created_by, created_at)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, true, ?, ?) returning id`,
          [
            code.toUpperCase(),
            kind,
            amount,
            kind === 'amount' ? null : (percentBasisPoints ?? null),
            mostCredit,
            this.ledger.currency,
            mostRedemptions ?? null,
            mostPerUser,
            validFrom,
            validUntil ?? null,
            creditLastsDays ?? null,
            createdBy,
            now,
          ],
        );
        if (!made) throw new Error('The code was not stored');
        await this.audit.record({
          action: 'promo-code.created',
          userId: null,
          target: { kind: 'promo-code', id: made.id },
          details: { ...terms },
        });
        return this.byId(made.id);
      });
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw new ConflictError('promo_code_taken', 'There is such a code already.', [{ field: 'code', message: 'is taken' }]);
    }
  }

  /** Switches a code on or off; what was redeemed stays. */
  enable(id: number, isEnabled: boolean): Promise<PromoCodeRow> {
    return this.em.transactional(async em => {
      const rows = await em.execute<unknown[]>('update promo_codes set is_enabled = ? where id = ? returning id', [
        isEnabled,
        id,
      ]);
      if (rows.length === 0) throw notFound();
      await this.audit.record({
        action: 'promo-code.changed',
        userId: null,
        target: { kind: 'promo-code', id },
        details: { after: { enabled: isEnabled } },
      });
      return this.byId(id);
    });
  }

  private async byId(id: number): Promise<PromoCodeRow> {
    const [row] = await this.em.execute<PromoCodeRow[]>(`${SELECT} where c.id = ?`, [id]);
    if (!row) throw notFound();
    return row;
  }

  private amountOf({ kind, amount, percentBasisPoints }: PromoCodeTerms): bigint | null {
    if (kind === 'amount') {
      if (amount === undefined) throw wrong('amount', 'is needed for a code of this kind');
      return this.positive(amount, 'amount');
    }
    if (percentBasisPoints === undefined) throw wrong('percentBasisPoints', 'is needed for a code of this kind');
    return null;
  }

  private positive(text: string, field: string): bigint {
    const amount = readAmount(text, this.ledger.currency, field);
    if (amount === 0n) throw wrong(field, 'must be more than 0');
    return amount;
  }
}

function wrong(field: string, message: string): RefusedError {
  return new RefusedError('invalid_promo_code', 'This code cannot be made as it is.', [{ field, message }]);
}

function notFound(): NotFoundError {
  return new NotFoundError('promo_code_not_found', 'There is no such code.');
}
