import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { OneOf, PageQuery, Pagination, QueryMoment } from '@api/platform';
import { TRANSACTION_STATES, TRANSACTION_TYPES, type TransactionState, type TransactionType } from '../ledger/vocabulary';
import { TAX_MODES, type TaxMode, type TaxSnapshot } from '../tax/tax-quote';
import type { ChargeLine, Evidence, RelatedTransaction } from './transaction-evidence';
import type { TransactionRow } from './transaction-reader';

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

/** The payment that a movement of money belongs to. */
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

/** A transaction that takes another back. */
export class RelatedTransactionDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @OneOf(TRANSACTION_TYPES, 'TransactionType') type!: TransactionType;
  description!: string;
  amount!: string;
  createdAt!: Date;

  static from({ id, amount, ...rest }: RelatedTransaction, currency: string): RelatedTransactionDto {
    return { ...rest, id: Number(id), amount: formatDecimal(BigInt(amount), currency) };
  }
}

/** The tax of a purchase, as its document prints it. */
export class TransactionTaxDto {
  @OneOf(TAX_MODES, 'TaxMode') mode!: TaxMode;
  name!: string;
  /** Hundredths of a percent: 1900 is 19 %. */
  @ApiProperty({ type: 'integer' }) rateBasisPoints!: number;
  country!: string;
  net!: string;
  tax!: string;
  gross!: string;

  static from({ customerKind: _, ...tax }: TaxSnapshot): TransactionTaxDto {
    return tax;
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
  /** Number of its receipt or note; movements that are no payments have none. */
  @ApiProperty({ type: String, nullable: true }) document!: string | null;
  /** Whether it can be downloaded as PDF; usage has no document of its own. */
  hasDocument!: boolean;
  /** The server-hours behind a usage charge; only when one transaction is asked for. */
  lines!: ChargeLineDto[];

  static from(row: TransactionRow, lines: readonly ChargeLine[] = []): TransactionDto {
    const { id, type, description, amount, currency, balanceAfter, createdAt, document } = row;
    const { paymentId, gateway, orderId, captureId } = row;
    return {
      id: Number(id),
      type,
      state: 'completed',
      description,
      amount: formatDecimal(BigInt(amount), currency),
      currency,
      balanceAfter: balanceAfter === null ? null : formatDecimal(BigInt(balanceAfter), currency),
      createdAt,
      payment: paymentId === null ? null : { id: paymentId, gateway: gateway ?? '', orderId, captureId },
      document,
      hasDocument: type !== 'usage',
      lines: lines.map(line => ChargeLineDto.from(line, currency)),
    };
  }
}

/** A transaction with all that it rests on. */
export class TransactionDetailDto extends TransactionDto {
  /** The transaction that this one takes back. */
  @ApiProperty({ type: RelatedTransactionDto, nullable: true }) reverses!: RelatedTransactionDto | null;
  /** Those that take this one back. */
  @ApiProperty({ type: [RelatedTransactionDto] }) reversedBy!: RelatedTransactionDto[];
  @ApiProperty({ type: TransactionTaxDto, nullable: true }) tax!: TransactionTaxDto | null;

  static withEvidence(row: TransactionRow, { lines, reverses, reversedBy, tax }: Evidence): TransactionDetailDto {
    const { currency } = row;
    return {
      ...TransactionDto.from(row, lines),
      reverses: reverses && RelatedTransactionDto.from(reverses, currency),
      reversedBy: reversedBy.map(related => RelatedTransactionDto.from(related, currency)),
      tax: tax && TransactionTaxDto.from(tax),
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
