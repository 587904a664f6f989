import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { Amount, OneOf, PageQuery, Pagination, Text } from '@api/platform';
import { GATEWAYS, type GatewayName } from '../gateways/payment-gateway';
import { TransactionOwnerDto } from '../transactions/transaction.dto';
import type { RefundEffect } from './refund-desk';
import { REFUND_STATES, type RefundState } from './refund.entity';
import type { RefundRow } from './refund-reader';

/** What to give back. */
export class RequestRefundDto {
  @Amount({ optional: true, description: 'All that is left where it is not named.' })
  amount?: string;

  @Text({ min: 3, max: 300, description: 'For colleagues and the audit log.' })
  reason!: string;
}

/** Which part of a payment a preview is about. */
export class RefundPreviewQuery {
  @Amount({ optional: true, description: 'All that is left where it is not named.' })
  amount?: string;
}

/** What a refund would do. */
export class RefundEffectDto {
  currency!: string;
  /** What goes back to the buyer. */
  amount!: string;
  /** What may go back at most. */
  left!: string;
  credit!: string;
  tax!: string;
  balance!: string;
  /** Below zero it is a debt. */
  balanceAfter!: string;

  static from({ gross, credit, tax, currency, left, balance, balanceAfter }: RefundEffect): RefundEffectDto {
    const decimal = (amount: bigint) => formatDecimal(amount, currency);
    return {
      currency,
      amount: decimal(gross),
      left: decimal(left),
      credit: decimal(credit),
      tax: decimal(tax),
      balance: decimal(balance),
      balanceAfter: decimal(balanceAfter),
    };
  }
}

/** The booking by which somebody paid a refund out. */
export class PaidOutDto {
  @Text({ min: 3, max: 80, description: 'The bank’s number of the booking.' })
  bankReference!: string;
}

/** Filters of the list of refunds. */
export class RefundQuery extends PageQuery {
  @OneOf(REFUND_STATES, 'RefundState', { optional: true })
  state?: RefundState;
}

/** Money that goes back, or went back, to a buyer. */
export class RefundDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty({ type: 'integer' }) paymentId!: number;
  @OneOf(GATEWAYS, 'GatewayName') gateway!: GatewayName;
  amount!: string;
  currency!: string;
  reason!: string;
  @OneOf(['staff', 'gateway'], 'RefundOrigin') origin!: 'staff' | 'gateway';
  @OneOf(REFUND_STATES, 'RefundState') state!: RefundState;
  @ApiProperty({ type: String, nullable: true }) gatewayRefundId!: string | null;
  @ApiProperty({ type: String, nullable: true }) requestedBy!: string | null;
  @ApiProperty({ type: String, nullable: true }) lastError!: string | null;
  @ApiProperty({ type: Date, nullable: true }) nextCheckAt!: Date | null;
  createdAt!: Date;
  updatedAt!: Date;
  user!: TransactionOwnerDto;

  static from(row: RefundRow): RefundDto {
    const { userId, username, email, amount, ...rest } = row;
    return { ...rest, amount: formatDecimal(BigInt(amount), row.currency), user: { id: userId, username, email } };
  }
}

/** A page of refunds. */
export class RefundPageDto {
  data!: RefundDto[];
  pagination!: Pagination;
}
