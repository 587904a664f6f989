import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { OneOf, PageQuery, Pagination, QueryMoment, QueryWhole, Text } from '@api/platform';
import { TRANSACTION_STATES, TRANSACTION_TYPES, type TransactionState, type TransactionType } from '../ledger/vocabulary';
import type { ChargeLine, TransactionRow } from './transaction-reader';

/** Filters of the caller's transactions. */
export class TransactionQuery extends PageQuery {
  @OneOf(TRANSACTION_TYPES, 'TransactionType', { optional: true })
  type?: TransactionType;

  /** The ledger holds completed transactions only; any other state finds none. */
  @OneOf(TRANSACTION_STATES, 'TransactionState', { optional: true })
  state?: TransactionState;

  @QueryMoment()
  from?: Date;

  @QueryMoment()
  to?: Date;
}

/** Filters of everybody's transactions. */
export class AllTransactionsQuery extends TransactionQuery {
  @QueryWhole({ min: 1, max: 2_147_483_647 })
  userId?: number;

  @Text({ max: 100, optional: true })
  search?: string;
}

/** The payment that a credit purchase came from. */
export class TransactionPaymentDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  gateway!: string;
  @ApiProperty({ type: String, nullable: true }) orderId!: string | null;
  @ApiProperty({ type: String, nullable: true }) captureId!: string | null;
}

/** One charged server-hour. */
export class ChargeLineDto {
  @ApiProperty({ type: 'integer' }) serverId!: number;
  serverName!: string;
  hourStartsAt!: Date;
  amount!: string;

  static from({ serverId, serverName, hourStartsAt, amount }: ChargeLine, currency: string): ChargeLineDto {
    return { serverId, serverName, hourStartsAt, amount: formatDecimal(-BigInt(amount), currency) };
  }
}

/** A movement of credit; a negative amount was paid, a positive one received. */
export class TransactionDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @OneOf(TRANSACTION_TYPES, 'TransactionType') type!: TransactionType;
  @OneOf(TRANSACTION_STATES, 'TransactionState') state!: TransactionState;
  description!: string;
  amount!: string;
  currency!: string;
  @ApiProperty({ type: String, nullable: true }) balanceAfter!: string | null;
  createdAt!: Date;
  @ApiProperty({ type: TransactionPaymentDto, nullable: true }) payment!: TransactionPaymentDto | null;
  /** The server-hours behind a usage charge; only when one transaction is asked for. */
  lines!: ChargeLineDto[];

  static from(row: TransactionRow, lines: readonly ChargeLine[] = []): TransactionDto {
    const { id, type, description, amount, currency, balanceAfter, createdAt, paymentId, orderId, captureId } = row;
    return {
      id: Number(id),
      type,
      state: 'completed',
      description,
      amount: formatDecimal(BigInt(amount), currency),
      currency,
      balanceAfter: balanceAfter === null ? null : formatDecimal(BigInt(balanceAfter), currency),
      createdAt,
      payment: paymentId === null ? null : { id: paymentId, gateway: 'paypal', orderId, captureId },
      lines: lines.map(line => ChargeLineDto.from(line, currency)),
    };
  }
}

/** A page of transactions. */
export class TransactionPageDto {
  data!: TransactionDto[];
  pagination!: Pagination;
}

/** Whose transaction it is. */
export class TransactionOwnerDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  username!: string;
  email!: string;
}

/** A transaction and its customer. */
export class OwnedTransactionDto extends TransactionDto {
  user!: TransactionOwnerDto;
  reference!: string;

  static fromOwned(row: TransactionRow): OwnedTransactionDto {
    const { userId, username, email, reference } = row;
    return { ...TransactionDto.from(row), user: { id: userId, username, email }, reference };
  }
}

/** A page of everybody's transactions. */
export class OwnedTransactionPageDto {
  data!: OwnedTransactionDto[];
  pagination!: Pagination;
}
