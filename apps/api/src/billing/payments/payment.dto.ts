import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { Amount, OneOf, PageQuery, Pagination, Text } from '@api/platform';
import { TRANSACTION_STATES, type TransactionState } from '../ledger/vocabulary';
import { TransactionDto, TransactionOwnerDto } from '../transactions/transaction.dto';
import type { PaymentRow } from './payment-reader';
import { detailOf, PAYMENT_DETAILS, type PaymentDetail, type PaymentState, statesOf, summaryOf } from './payment-states';

/** How much credit to buy. */
export class AddCreditsDto {
  @Amount({ description: 'In the store currency, with its decimals at most.' })
  amount!: string;
}

/** An order that waits for its buyer at PayPal. */
export class CheckoutDto {
  @ApiProperty({ type: 'integer' }) paymentId!: number;
  orderId!: string;
  /** Send the browser there; PayPal sends it back. */
  approveUrl!: string;
}

/** Which order to capture. */
export class CapturePaymentDto {
  @Text({ max: 64, pattern: /^[A-Za-z0-9-]+$/, description: 'PayPal’s order id, as it comes back in the address (`token`).' })
  orderId!: string;
}

/** One top-up, paid or on its way. */
export class PaymentDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  /** What PayPal took, or what is to be paid. */
  amount!: string;
  currency!: string;
  @OneOf(TRANSACTION_STATES, 'TransactionState') state!: TransactionState;
  @OneOf(PAYMENT_DETAILS, 'PaymentDetail') detail!: PaymentDetail;
  @ApiProperty({ type: String, nullable: true }) orderId!: string | null;
  /** Where the buyer can still pay it. */
  @ApiProperty({ type: String, nullable: true }) approveUrl!: string | null;
  /** The transaction that credited it. */
  @ApiProperty({ type: 'integer', nullable: true }) transactionId!: number | null;
  createdAt!: Date;
  updatedAt!: Date;

  static from(row: PaymentRow): PaymentDto {
    const { id, amount, currency, state, isDeclined, orderId, approveUrl, transactionId, createdAt, updatedAt } = row;
    return {
      id,
      amount: formatDecimal(BigInt(amount), currency),
      currency,
      state: summaryOf(state),
      detail: detailOf(state, isDeclined),
      orderId,
      approveUrl: state === 'created' ? approveUrl : null,
      transactionId: transactionId === null ? null : Number(transactionId),
      createdAt,
      updatedAt,
    };
  }
}

/** A page of payments. */
export class PaymentPageDto {
  data!: PaymentDto[];
  pagination!: Pagination;
}

/** How a payment stands after PayPal was asked. `transaction` is null until the money has arrived. */
export class CaptureResultDto {
  @ApiProperty({ type: TransactionDto, nullable: true }) transaction!: TransactionDto | null;
  balance!: string;
  currency!: string;
  payment!: PaymentDto;
}

export const PAYMENT_FILTERS = [...TRANSACTION_STATES, 'unknown'] as const;
export type PaymentFilterWord = (typeof PAYMENT_FILTERS)[number];

/** Filters of everybody's payments. */
export class AllPaymentsQuery extends PageQuery {
  /** `pending` includes those whose outcome is unknown; `unknown` is only those. */
  @OneOf(PAYMENT_FILTERS, 'PaymentFilter', { optional: true })
  state?: PaymentFilterWord;
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
