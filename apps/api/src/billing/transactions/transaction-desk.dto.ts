import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { Amount, OneOf, Pagination, QueryWhole, Text } from '@api/platform';
import { ACCOUNT_KINDS, type AccountKind } from '../ledger/vocabulary';
import { EXPORT_FORMATS, type ExportFormat } from '../statements/statement.dto';
import type { Evidence, PostingLine } from './transaction-evidence';
import type { TransactionRow } from './transaction-reader';
import { TransactionDetailDto, TransactionDto, TransactionOwnerDto, TransactionQuery } from './transaction.dto';

/** Filters of everybody's transactions. */
export class AllTransactionsQuery extends TransactionQuery {
  @QueryWhole({ min: 1, max: 2_147_483_647 })
  userId?: number;

  @Text({
    max: 100,
    optional: true,
    description: 'The beginning of a username or address, or a whole PayPal id (order, capture, refund), reference or number.',
  })
  search?: string;

  @Amount({ optional: true, description: 'At least so much, whichever way the money went.' })
  amountFrom?: string;

  @Amount({ optional: true, description: 'At most so much; the same as `amountFrom` finds exactly this amount.' })
  amountTo?: string;
}

/** The same filters, for an export of all that they find. */
export class TransactionExportQuery extends AllTransactionsQuery {
  @OneOf(EXPORT_FORMATS, 'ExportFormat', { optional: true, description: 'CSV when it is left out.' })
  format?: ExportFormat;
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

/** One line of a transaction on an account; the lines sum to zero. */
export class PostingDto {
  @ApiProperty({ type: 'integer' }) line!: number;
  @OneOf(ACCOUNT_KINDS, 'AccountKind') account!: AccountKind;
  amount!: string;
  /** Of the customer's account; those of the house are derived. */
  @ApiProperty({ type: String, nullable: true }) balanceAfter!: string | null;

  static from({ line, account, amount, balanceAfter }: PostingLine, currency: string): PostingDto {
    return {
      line,
      account,
      amount: formatDecimal(BigInt(amount), currency),
      balanceAfter: balanceAfter === null ? null : formatDecimal(BigInt(balanceAfter), currency),
    };
  }
}

/** A transaction with its customer, its postings on all accounts, and what it rests on. */
export class OwnedTransactionDetailDto extends TransactionDetailDto {
  user!: TransactionOwnerDto;
  reference!: string;
  postings!: PostingDto[];

  static ofOwned(row: TransactionRow, evidence: Evidence, postings: readonly PostingLine[]): OwnedTransactionDetailDto {
    const { userId, username, email, reference, currency } = row;
    return {
      ...TransactionDetailDto.withEvidence(row, evidence),
      user: { id: userId, username, email },
      reference,
      postings: postings.map(posting => PostingDto.from(posting, currency)),
    };
  }
}

/** A page of everybody's transactions; `totalItems` is counted up to 10,000. */
export class OwnedTransactionPageDto {
  data!: OwnedTransactionDto[];
  pagination!: Pagination;
}
