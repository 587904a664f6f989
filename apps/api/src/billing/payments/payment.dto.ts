import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { Amount, Flag, OneOf, Pagination, Text } from '@api/platform';
import { GATEWAYS, type GatewayName } from '../gateways/payment-gateway';
import { TRANSACTION_STATES, type TransactionState } from '../ledger/vocabulary';
import { TransactionDto } from '../transactions/transaction.dto';
import type { TopUpQuote } from './checkout.service';
import type { PaymentRow } from './payment-reader';
import { detailOf, PAYMENT_DETAILS, type PaymentDetail, summaryOf } from './payment-states';

/** How much credit to buy, and how to pay for it. */
export class AddCreditsDto {
  @Amount({ description: 'The credit, in the store currency, with its decimals at most. Tax may come on top.' })
  amount!: string;

  @OneOf(GATEWAYS, 'GatewayName', { optional: true, description: 'The first that is offered where it is not named.' })
  gateway?: GatewayName;

  @Flag({ optional: true, description: 'PayPal shall remember the way to pay, for automatic top-ups.' })
  storesSource?: boolean;
}

/** A payment that waits for its buyer. */
export class CheckoutDto {
  @ApiProperty({ type: 'integer' }) paymentId!: number;
  @OneOf(GATEWAYS, 'GatewayName') gateway!: GatewayName;
  /** The gateway's order; for a bank transfer, the reference to write on it. */
  orderId!: string;
  /** Send the browser there; PayPal sends it back. Null for a bank transfer: show how to pay instead. */
  @ApiProperty({ type: String, nullable: true }) approveUrl!: string | null;
}

/** A credit whose price is asked for. */
export class TopUpQuoteQuery {
  @Amount() amount!: string;
}

/** What a credit costs. */
export class TopUpQuoteDto {
  currency!: string;
  credit!: string;
  /** What the tax is called and how much of a percent it is; null where nothing is taxed. */
  @ApiProperty({ type: String, nullable: true }) taxName!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) taxRateBasisPoints!: number | null;
  tax!: string;
  /** The tax is part of the credit's price, and does not come on top. */
  isTaxIncluded!: boolean;
  isReverseCharge!: boolean;
  /** To be paid. */
  total!: string;

  static from({ amount, credit, snapshot, currency }: TopUpQuote): TopUpQuoteDto {
    return {
      currency,
      credit: formatDecimal(credit, currency),
      taxName: snapshot?.name ?? null,
      taxRateBasisPoints: snapshot?.rateBasisPoints ?? null,
      tax: snapshot?.tax ?? formatDecimal(0n, currency),
      isTaxIncluded: snapshot?.mode === 'inclusive',
      isReverseCharge: snapshot?.mode === 'reverse_charge',
      total: formatDecimal(amount, currency),
    };
  }
}

/** A way to pay. */
export class PaymentOptionDto {
  @OneOf(GATEWAYS, 'GatewayName') gateway!: GatewayName;
  label!: string;
}

/** The ways to pay that are offered here. */
export class PaymentOptionsDto {
  options!: PaymentOptionDto[];
  /** False in a sandbox, where no money moves. */
  isLive!: boolean;
  /** PayPal may remember the way to pay, for automatic top-ups. */
  mayStoreSource!: boolean;
}

/** How to pay by bank transfer. */
export class TransferInstructionsDto {
  @ApiProperty({ type: 'integer' }) paymentId!: number;
  /** To be written on the transfer, so that it is found. */
  reference!: string;
  amount!: string;
  currency!: string;
  /** The host's account, line by line. */
  bankDetails!: string;
}

/** Which order to capture. */
export class CapturePaymentDto {
  @Text({ max: 64, pattern: /^[A-Za-z0-9-]+$/, description: 'PayPal’s order id, as it comes back in the address (`token`).' })
  orderId!: string;
}

/** One top-up, paid or on its way. */
export class PaymentDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @OneOf(GATEWAYS, 'GatewayName') gateway!: GatewayName;
  /** What was taken, or what is to be paid. */
  amount!: string;
  /** What of it becomes credit. */
  credit!: string;
  currency!: string;
  @OneOf(TRANSACTION_STATES, 'TransactionState') state!: TransactionState;
  @OneOf(PAYMENT_DETAILS, 'PaymentDetail') detail!: PaymentDetail;
  /** Paid by a stored way to pay, without the customer. */
  isAutomatic!: boolean;
  @ApiProperty({ type: String, nullable: true }) orderId!: string | null;
  /** Where the buyer can still pay it. */
  @ApiProperty({ type: String, nullable: true }) approveUrl!: string | null;
  /** The transaction that credited it. */
  @ApiProperty({ type: 'integer', nullable: true }) transactionId!: number | null;
  createdAt!: Date;
  updatedAt!: Date;

  static from(row: PaymentRow): PaymentDto {
    const { id, gateway, amount, credit, currency, state, isDeclined, isAutomatic } = row;
    const { orderId, approveUrl, transactionId, createdAt, updatedAt } = row;
    return {
      id,
      gateway,
      amount: formatDecimal(BigInt(amount), currency),
      credit: formatDecimal(BigInt(credit), currency),
      currency,
      state: summaryOf(state),
      detail: detailOf(state, isDeclined),
      isAutomatic,
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
