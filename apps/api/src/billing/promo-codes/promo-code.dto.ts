import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { Amount, Flag, OneOf, Pagination, QueryMoment, Text, Whole } from '@api/platform';
import type { GrantedRedemption } from './promo-grants';
import { PROMO_CODE_KINDS, type PromoCodeKind, type PromoCodeRow } from './promo-code-desk';
import type { Redeemed } from './promo-redemption';

/** A code that somebody wants to redeem; upper and lower case are the same. */
export class RedeemPromoCodeDto {
  @Text({ min: 3, max: 40 })
  code!: string;
}

const REDEEMED_STATES = ['waiting', 'granted'] as const;

/** How redeeming went. `waiting`: the credit comes with the first top-up. */
export class RedeemedPromoCodeDto {
  @ApiProperty({ type: 'integer' }) redemptionId!: number;
  @OneOf(REDEEMED_STATES, 'PromoRedemptionOutcome') state!: 'waiting' | 'granted';
  granted!: string;
  @ApiProperty({ type: 'integer', nullable: true }) percentBasisPoints!: number | null;
  currency!: string;

  static from({ redemptionId, state, granted, percentBasisPoints }: Redeemed, currency: string): RedeemedPromoCodeDto {
    return { redemptionId, state, granted: formatDecimal(granted, currency), percentBasisPoints, currency };
  }
}

/** Promotional credit of the caller that is not used up. */
export class PromoCreditDto {
  code!: string;
  granted!: string;
  left!: string;
  @ApiProperty({ type: Date, nullable: true }) expiresAt!: Date | null;

  static from({ code, granted, left, expiresAt }: GrantedRedemption, currency: string): PromoCreditDto {
    return { code, granted: formatDecimal(granted, currency), left: formatDecimal(left, currency), expiresAt };
  }
}

/** All of it. */
export class PromoCreditListDto {
  data!: PromoCreditDto[];
  /** What is left of all together; part of the balance. */
  left!: string;
  currency!: string;
  /** The code that waits for the first top-up. */
  @ApiProperty({ type: String, nullable: true }) waitingCode!: string | null;
}

/** A new code. An `amount` code needs an amount, the other kind a percentage. */
export class CreatePromoCodeDto {
  @Text({ min: 3, max: 40, pattern: /^[A-Za-z0-9-]+$/, patternMessage: 'may have letters, digits and dashes' })
  code!: string;

  @OneOf(PROMO_CODE_KINDS, 'PromoCodeKind')
  kind!: PromoCodeKind;

  @Amount({ optional: true })
  amount?: string;

  /** Hundredths of a percent. */
  @Whole({ min: 1, max: 100_000, optional: true })
  percentBasisPoints?: number;

  @Amount({ optional: true })
  mostCredit?: string;

  @Whole({ min: 1, max: 1_000_000, optional: true })
  mostRedemptions?: number;

  @Whole({ min: 1, max: 1_000 })
  mostPerUser!: number;

  @QueryMoment()
  validFrom?: Date;

  @QueryMoment()
  validUntil?: Date;

  @Whole({ min: 1, max: 3_650, optional: true })
  creditLastsDays?: number;
}

/** Whether a code may be redeemed. */
export class EnablePromoCodeDto {
  @Flag()
  enabled!: boolean;
}

/** A code as staff see it. */
export class PromoCodeDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  code!: string;
  @OneOf(PROMO_CODE_KINDS, 'PromoCodeKind') kind!: PromoCodeKind;
  @ApiProperty({ type: String, nullable: true }) amount!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) percentBasisPoints!: number | null;
  @ApiProperty({ type: String, nullable: true }) mostCredit!: string | null;
  currency!: string;
  @ApiProperty({ type: 'integer', nullable: true }) mostRedemptions!: number | null;
  @ApiProperty({ type: 'integer' }) mostPerUser!: number;
  validFrom!: Date;
  @ApiProperty({ type: Date, nullable: true }) validUntil!: Date | null;
  @ApiProperty({ type: 'integer', nullable: true }) creditLastsDays!: number | null;
  enabled!: boolean;
  @ApiProperty({ type: 'integer' }) redemptions!: number;
  given!: string;
  createdAt!: Date;

  static from({ amount, mostCredit, given, isEnabled, ...row }: PromoCodeRow): PromoCodeDto {
    const decimal = (text: string | null) => (text === null ? null : formatDecimal(BigInt(text), row.currency));
    return {
      ...row,
      amount: decimal(amount),
      mostCredit: decimal(mostCredit),
      given: formatDecimal(BigInt(given), row.currency),
      enabled: isEnabled,
    };
  }
}

/** A page of codes. */
export class PromoCodePageDto {
  data!: PromoCodeDto[];
  pagination!: Pagination;
}
