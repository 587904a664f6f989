import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { OneOf, PageQuery, Pagination } from '@api/platform';
import { GATEWAYS, type GatewayName } from '../gateways/payment-gateway';
import { TransactionOwnerDto } from '../transactions/transaction.dto';
import { DISPUTE_STATES, type DisputeState } from './dispute.entity';
import type { DisputeRow } from './dispute-reader';

/** Filters of the list of cases. */
export class DisputeQuery extends PageQuery {
  @OneOf(DISPUTE_STATES, 'DisputeState', { optional: true })
  state?: DisputeState;
}

/** A buyer's complaint or a chargeback, and what it did to the money. */
export class DisputeDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty({ type: 'integer' }) paymentId!: number;
  @OneOf(GATEWAYS, 'GatewayName') gateway!: GatewayName;
  @ApiProperty({ type: String, nullable: true }) gatewayDisputeId!: string | null;
  @OneOf(DISPUTE_STATES, 'DisputeState') state!: DisputeState;
  /** What the buyer wants back. */
  amount!: string;
  currency!: string;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: String, nullable: true }) stage!: string | null;
  @ApiProperty({ type: String, nullable: true }) gatewayStatus!: string | null;
  @ApiProperty({ type: String, nullable: true }) outcome!: string | null;
  /** What went back because of it, and what of that came back again. */
  taken!: string;
  restored!: string;
  @ApiProperty({ type: Date, nullable: true }) respondBy!: Date | null;
  openedAt!: Date;
  updatedAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) closedAt!: Date | null;
  user!: TransactionOwnerDto;

  static from(row: DisputeRow): DisputeDto {
    const { userId, username, email, takenAmount, restoredAmount, ...rest } = row;
    const decimal = (text: string) => formatDecimal(BigInt(text), row.currency);
    return {
      ...rest,
      amount: decimal(row.amount),
      taken: decimal(takenAmount),
      restored: decimal(restoredAmount),
      user: { id: userId, username, email },
    };
  }
}

/** A page of cases. */
export class DisputePageDto {
  data!: DisputeDto[];
  pagination!: Pagination;
}
