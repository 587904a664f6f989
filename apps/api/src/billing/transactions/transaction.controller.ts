import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, NotFoundError, pageOf, Pagination, type Principal, RefusedError } from '@api/platform';
import { ReceiptWriter } from '../documents/receipt-writer';
import {
  AllTransactionsQuery,
  OwnedTransactionDto,
  OwnedTransactionPageDto,
  TransactionDto,
  TransactionPageDto,
  TransactionQuery,
} from './transaction.dto';
import { TransactionReader } from './transaction-reader';

const NONE = { rows: [], total: 0 };

/** Movements of credit. */
@ApiTags('billing')
@Controller()
export class TransactionController {
  constructor(
    private readonly transactions: TransactionReader,
    private readonly receipts: ReceiptWriter,
  ) {}

  /** Lists the caller's transactions, newest first, each with the balance after it. */
  @Get('transactions')
  @Allow('verified', { scope: 'read:billing', whileSuspended: true })
  async listTransactions(@CurrentUser() { userId }: Principal, @Query() query: TransactionQuery): Promise<TransactionPageDto> {
    const page = pageOf(query);
    const { rows, total } = isEmptyState(query) ? NONE : await this.transactions.page({ ...query, userId }, page);
    return { data: rows.map(row => TransactionDto.from(row)), pagination: Pagination.of(page, total) };
  }

  /** Shows one of the caller's transactions with the server-hours behind it. */
  @Get('transactions/:id')
  @Allow('verified', { scope: 'read:billing', whileSuspended: true })
  async getTransaction(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<TransactionDto> {
    const found = await this.transactions.find(id, userId);
    if (!found) throw notFound();
    return TransactionDto.from(found.row, found.lines);
  }

  /** Gives the receipt of a credit purchase as PDF. */
  @Get('transactions/:id/download')
  @Allow('verified', { scope: 'read:billing', whileSuspended: true })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async downloadReceipt(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<StreamableFile> {
    const found = await this.transactions.find(id, userId);
    if (!found) throw notFound();
    if (found.row.type === 'usage')
      throw new RefusedError('no_receipt', 'Usage has no receipt of its own; the credit it uses has one.');
    return new StreamableFile(await this.receipts.write(found.row), {
      type: 'application/pdf',
      disposition: `attachment; filename="receipt-${id}.pdf"`,
    });
  }

  /** Lists everybody's transactions, newest first. */
  @Get('admin/transactions')
  @Allow('billing.read', { scope: 'admin:billing' })
  async listAllTransactions(@Query() query: AllTransactionsQuery): Promise<OwnedTransactionPageDto> {
    const page = pageOf(query);
    const { rows, total } = isEmptyState(query) ? NONE : await this.transactions.page(query, page);
    return { data: rows.map(OwnedTransactionDto.fromOwned), pagination: Pagination.of(page, total) };
  }
}

function isEmptyState({ state }: TransactionQuery): boolean {
  return state !== undefined && state !== 'completed';
}

function notFound(): NotFoundError {
  return new NotFoundError('transaction_not_found', 'There is no such transaction.');
}
