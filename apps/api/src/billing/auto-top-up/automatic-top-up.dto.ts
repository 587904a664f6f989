import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { Amount, Flag, Whole } from '@api/platform';
import type { TopUpStanding } from './automatic-top-up-desk';

/** What a customer decides about automatic top-ups. */
export class SetAutomaticTopUpDto {
  @Flag()
  isOn!: boolean;

  @Whole({ min: 1, max: 90, description: 'The credit is to last so many days.' })
  daysAhead!: number;

  @Amount({ optional: true, description: 'Credit to buy each time; as much as is needed where it is not named.' })
  fixedAmount?: string;

  @Amount({ description: 'To be paid at most in a calendar day (UTC), tax included.' })
  dayCap!: string;

  @Amount({ description: 'To be paid at most in a calendar month (UTC), tax included.' })
  monthCap!: string;
}

/** A way to pay that is kept. */
export class PaymentSourceDto {
  label!: string;
  createdAt!: Date;
}

/** The terms in force. */
export class AutomaticTopUpTermsDto {
  isOn!: boolean;
  @ApiProperty({ type: 'integer' }) daysAhead!: number;
  @ApiProperty({ type: String, nullable: true }) fixedAmount!: string | null;
  dayCap!: string;
  monthCap!: string;
  @ApiProperty({ type: Date, nullable: true }) stoppedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) stopReason!: string | null;
}

/** How automatic top-up stands. */
export class AutomaticTopUpDto {
  isOffered!: boolean;
  currency!: string;
  @ApiProperty({ type: PaymentSourceDto, nullable: true }) source!: PaymentSourceDto | null;
  @ApiProperty({ type: AutomaticTopUpTermsDto, nullable: true }) terms!: AutomaticTopUpTermsDto | null;
  paidToday!: string;
  paidThisMonth!: string;
  /** A payment is under way. */
  isPaying!: boolean;
  @ApiProperty({ type: 'integer' }) failures!: number;

  static from({ isOffered, source, terms, attempts, currency }: TopUpStanding): AutomaticTopUpDto {
    const decimal = (amount: bigint) => formatDecimal(amount, currency);
    return {
      isOffered,
      currency,
      source: source && { label: source.label, createdAt: source.createdAt },
      terms: terms && {
        isOn: terms.isOn,
        daysAhead: terms.daysAhead,
        fixedAmount: terms.fixedAmount === null ? null : decimal(terms.fixedAmount),
        dayCap: decimal(terms.dayCap),
        monthCap: decimal(terms.monthCap),
        stoppedAt: terms.stoppedAt,
        stopReason: terms.stopReason,
      },
      paidToday: decimal(attempts.paidToday),
      paidThisMonth: decimal(attempts.paidThisMonth),
      isPaying: attempts.isOpen,
      failures: attempts.failures,
    };
  }
}
