import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { Amount, OneOf, PageQuery, Pagination, Text } from '@api/platform';
import { DisputeDto } from '../disputes/dispute.dto';
import type { DisputeRow } from '../disputes/dispute-reader';
import { GATEWAYS, type GatewayName } from '../gateways/payment-gateway';
import { TRANSACTION_STATES } from '../ledger/vocabulary';
import { RefundDto } from '../refunds/refund.dto';
import type { RefundRow } from '../refunds/refund-reader';
import { TransactionOwnerDto } from '../transactions/transaction.dto';
import { PaymentDto } from './payment.dto';
import { HISTORY_KINDS, type HistoryKind, type HistoryRow } from './payment-history';
import type { PaymentRow } from './payment-reader';
import { type PaymentState, statesOf } from './payment-states';

export const PAYMENT_FILTERS = [...TRANSACTION_STATES, 'unknown'] as const;
export type PaymentFilterWord = (typeof PAYMENT_FILTERS)[number];

/** Filters of everybody's payments. */
export class AllPaymentsQuery extends PageQuery {
  /** `pending` includes those whose outcome is unknown; `unknown` is only those. */
  @OneOf(PAYMENT_FILTERS, 'PaymentFilter', { optional: true })
  state?: PaymentFilterWord;

  @OneOf(GATEWAYS, 'GatewayName', { optional: true })
  gateway?: GatewayName;

  @Text({ optional: true, max: 120, description: 'A user, an id of PayPal’s or the bank’s, or the payment’s number.' })
  search?: string;

  @Amount({ optional: true, description: 'At least so much.' })
  least?: string;

  @Amount({ optional: true, description: 'At most so much.' })
  most?: string;
}

/** The states a filter stands for; undefined: all. */
export function statesFor(word: PaymentFilterWord | undefined): PaymentState[] | undefined {
  if (word === undefined) return undefined;
  return word === 'unknown' ? ['unknown'] : statesOf(word);
}

/** A payment with its customer and what staff need to judge it. */
export class OwnedPaymentDto extends PaymentDto {
  user!: TransactionOwnerDto;
  @ApiProperty({ type: String, nullable: true }) captureId!: string | null;
  /** What went back to the buyer and was taken back here. */
  refunded!: string;
  @ApiProperty({ type: String, nullable: true }) lastError!: string | null;
  @ApiProperty({ type: Date, nullable: true }) nextCheckAt!: Date | null;

  static fromOwned(row: PaymentRow): OwnedPaymentDto {
    const { userId, username, email, captureId, refundedAmount, lastError, nextCheckAt, currency } = row;
    return {
      ...PaymentDto.from(row),
      user: { id: userId, username, email },
      captureId,
      refunded: formatDecimal(BigInt(refundedAmount), currency),
      lastError,
      nextCheckAt,
    };
  }
}

/** A page of everybody's payments. */
export class OwnedPaymentPageDto {
  data!: OwnedPaymentDto[];
  pagination!: Pagination;
}

/** Something that happened to a payment. */
export class PaymentEventDto {
  at!: Date;
  @OneOf(HISTORY_KINDS, 'PaymentEventKind') kind!: HistoryKind;
  /** A word of the thing's own vocabulary, such as a state or an event's type. */
  word!: string;
  @ApiProperty({ type: String, nullable: true }) detail!: string | null;
  @ApiProperty({ type: String, nullable: true }) amount!: string | null;
  @ApiProperty({ type: String, nullable: true }) subjectId!: string | null;

  static from({ at, kind, word, detail, amount, subjectId }: HistoryRow, currency: string): PaymentEventDto {
    const shown = amount === null ? null : formatDecimal(BigInt(amount), currency);
    return { at, kind, word, detail, amount: shown, subjectId };
  }
}

/** A payment and all that happened to it. */
export class PaymentDetailDto extends OwnedPaymentDto {
  history!: PaymentEventDto[];
  refunds!: RefundDto[];
  disputes!: DisputeDto[];
  /** Staff record its arrival. */
  awaitsArrival!: boolean;

  static fromAll(
    row: PaymentRow,
    { history, refunds, disputes }: { history: HistoryRow[]; refunds: RefundRow[]; disputes: DisputeRow[] },
  ): PaymentDetailDto {
    return {
      ...OwnedPaymentDto.fromOwned(row),
      history: history.map(event => PaymentEventDto.from(event, row.currency)),
      refunds: refunds.map(RefundDto.from),
      disputes: disputes.map(DisputeDto.from),
      awaitsArrival: row.gateway === 'bank_transfer' && row.state !== 'captured',
    };
  }
}

/** Money that arrived by bank transfer. */
export class RecordArrivalDto {
  @Amount({ description: 'As it arrived, which may be another amount than was asked for.' })
  amount!: string;

  @Text({
    max: 10,
    pattern: /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
    patternMessage: 'must be a day such as 2026-11-25',
  })
  arrivedOn!: string;

  @Text({ min: 3, max: 80, description: 'The bank’s number of the booking; recorded once.' })
  bankReference!: string;
}
