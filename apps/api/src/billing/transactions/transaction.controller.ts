import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, pageOf, Pagination, type Principal } from '@api/platform';
import { DocumentWriter } from '../documents/document-writer';
import { Documents } from '../documents/documents';
import { TransactionDetailDto, TransactionDto, TransactionPageDto, TransactionQuery } from './transaction.dto';
import { TransactionEvidence } from './transaction-evidence';
import { TransactionReader } from './transaction-reader';
import { existing, isEmptyState, withDocument } from './transaction-refusals';

const NONE = { rows: [], total: 0 };

/** Movements of the caller's credit. */
@ApiTags('billing')
@Controller()
export class TransactionController {
  constructor(
    private readonly transactions: TransactionReader,
    private readonly evidence: TransactionEvidence,
    private readonly documents: Documents,
    private readonly writer: DocumentWriter,
  ) {}

  /** Lists the caller's transactions, newest first, each with the balance after it. */
  @Get('transactions')
  @Allow('verified', { scope: 'read:billing', whileSuspended: true })
  async listTransactions(@CurrentUser() { userId }: Principal, @Query() query: TransactionQuery): Promise<TransactionPageDto> {
    const page = pageOf(query);
    const { rows, total } = isEmptyState(query) ? NONE : await this.transactions.page({ ...query, userId }, page);
    return { data: rows.map(row => TransactionDto.from(row)), pagination: Pagination.of(page, total) };
  }

  /** Shows one of the caller's transactions with what it rests on: payment, server-hours, document, tax, what it takes back. */
  @Get('transactions/:id')
  @Allow('verified', { scope: 'read:billing', whileSuspended: true })
  async getTransaction(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<TransactionDetailDto> {
    const row = existing(await this.transactions.find(id, userId));
    return TransactionDetailDto.withEvidence(row, await this.evidence.of(row));
  }

  /** Gives the receipt, refund note, credit note or confirmation of a transaction as PDF. */
  @Get('transactions/:id/download')
  @Allow('verified', { scope: 'read:billing', whileSuspended: true })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async downloadReceipt(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<StreamableFile> {
    const document = await this.documents.of(withDocument(existing(await this.transactions.find(id, userId))));
    return new StreamableFile(await this.writer.pdf(document), {
      type: 'application/pdf',
      disposition: `attachment; filename="${document.number}.pdf"`,
    });
  }
}
