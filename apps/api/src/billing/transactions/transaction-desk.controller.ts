import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, IdParam, pageOf, Pagination } from '@api/platform';
import { DocumentWriter } from '../documents/document-writer';
import { Documents } from '../documents/documents';
import { Ledger } from '../ledger/ledger';
import { readRate } from '../read-amount';
import {
  AllTransactionsQuery,
  OwnedTransactionDetailDto,
  OwnedTransactionDto,
  OwnedTransactionPageDto,
  TransactionExportQuery,
} from './transaction-desk.dto';
import { TransactionEvidence } from './transaction-evidence';
import { TransactionExport } from './transaction-export';
import type { TransactionFilter } from './transaction-filter';
import { TransactionReader } from './transaction-reader';
import { existing, isEmptyState, withDocument } from './transaction-refusals';

/** Everybody's movements of money, for staff. */
@ApiTags('billing')
@Controller('admin/transactions')
export class TransactionDeskController {
  constructor(
    private readonly transactions: TransactionReader,
    private readonly evidence: TransactionEvidence,
    private readonly exporter: TransactionExport,
    private readonly documents: Documents,
    private readonly writer: DocumentWriter,
    private readonly ledger: Ledger,
  ) {}

  /** Lists everybody's transactions, newest first: by customer, PayPal id, amount, type, state and date. */
  @Get()
  @Allow('billing.read', { scope: 'admin:billing' })
  async listAllTransactions(@Query() query: AllTransactionsQuery): Promise<OwnedTransactionPageDto> {
    const page = pageOf(query);
    const { rows, total } = isEmptyState(query)
      ? { rows: [], total: 0 }
      : await this.transactions.page(filterOf(query, this.ledger.currency), page);
    return { data: rows.map(OwnedTransactionDto.fromOwned), pagination: Pagination.of(page, total) };
  }

  /** Exports the postings of every transaction that the filters find, with a checksum that balances. The export is recorded. */
  @Get('export')
  @Allow('billing.read', { scope: 'admin:billing' })
  @ApiProduces('text/csv', 'application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async exportAllTransactions(@Query() query: TransactionExportQuery): Promise<StreamableFile> {
    const filter = isEmptyState(query) ? null : filterOf(query, this.ledger.currency);
    if (query.format === 'pdf')
      return new StreamableFile(await this.exporter.pdf(filter), {
        type: 'application/pdf',
        disposition: 'attachment; filename="transactions.pdf"',
      });
    return new StreamableFile(await this.exporter.csv(filter), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="transactions.csv"',
    });
  }

  /** Shows a transaction with its postings on all accounts and what it rests on. */
  @Get(':id')
  @Allow('billing.read', { scope: 'admin:billing' })
  async getTransactionForAdmin(@Param('id', IdParam) id: number): Promise<OwnedTransactionDetailDto> {
    const row = existing(await this.transactions.find(id));
    return OwnedTransactionDetailDto.ofOwned(row, await this.evidence.of(row), await this.evidence.postings(id));
  }

  /** Gives the document that a transaction has as PDF, the same as its customer gets. */
  @Get(':id/download')
  @Allow('billing.read', { scope: 'admin:billing' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async downloadReceiptForAdmin(@Param('id', IdParam) id: number): Promise<StreamableFile> {
    const document = await this.documents.of(withDocument(existing(await this.transactions.find(id))));
    return new StreamableFile(await this.writer.pdf(document), {
      type: 'application/pdf',
      disposition: `attachment; filename="${document.number}.pdf"`,
    });
  }
}

function filterOf({ amountFrom, amountTo, ...query }: AllTransactionsQuery, currency: string): TransactionFilter {
  const { userId, type, from, to, search } = query;
  return {
    ...(userId !== undefined && { userId }),
    ...(type !== undefined && { type }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(search !== undefined && { search }),
    ...(amountFrom !== undefined && { amountFrom: readRate(amountFrom, currency, 'amountFrom') }),
    ...(amountTo !== undefined && { amountTo: readRate(amountTo, currency, 'amountTo') }),
  };
}
