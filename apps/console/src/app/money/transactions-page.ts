import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import {
  Api,
  exportAllTransactions$Csv,
  exportAllTransactions$Pdf,
  listAllTransactions,
  type TransactionType,
} from '@sky/api-client';
import { pagedList, problemOf } from '@sky/session';
import { addressFilters, Listing, Moment, MoneyPipe, PageHeader, Panel, saveAs, Toasts } from '@sky/ui';

import { TRANSACTION_WORDS } from './transaction-words';

const PAGE_SIZE = 20;
/** The API counts no further. */
const COUNTED_UP_TO = 10_000;
const AMOUNT = /^\d{1,9}(\.\d{1,6})?$/;

/** The ledger over all customers; filters live in the address. */
@Component({
  selector: 'console-transactions-page',
  imports: [Listing, MatButton, Moment, MoneyPipe, PageHeader, Panel, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './transactions-page.html',
  styles: `
    .amount {
      width: 110px;
    }
  `,
})
export class TransactionsPage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);

  protected readonly size = PAGE_SIZE;
  protected readonly words = TRANSACTION_WORDS;
  protected readonly types = Object.entries(TRANSACTION_WORDS);
  protected readonly filters = addressFilters();
  protected readonly search = computed(() => this.filters.text('search'));
  protected readonly type = computed(() => this.filters.oneOf('type', Object.keys(TRANSACTION_WORDS) as TransactionType[]));
  protected readonly userId = computed(() => Number(this.filters.text('userId')) || undefined);
  protected readonly from = computed(() => this.filters.day('from'));
  protected readonly to = computed(() => this.filters.day('to'));
  protected readonly amountFrom = computed(() => this.filters.text('amountFrom'));
  protected readonly amountTo = computed(() => this.filters.text('amountTo'));
  protected readonly isFiltered = computed(() => Object.keys(this.wanted()).length > 0);
  private readonly wanted = computed(() => {
    const [search, type, userId, from, to] = [this.search(), this.type(), this.userId(), this.from(), this.to()];
    const [amountFrom, amountTo] = [this.amountFrom(), this.amountTo()];
    return {
      ...(search && { search }),
      ...(type && { type }),
      ...(userId && { userId }),
      ...(from && { from: `${from}T00:00:00.000Z` }),
      ...(to && { to: `${to}T23:59:59.999Z` }),
      ...(AMOUNT.test(amountFrom) && { amountFrom }),
      ...(AMOUNT.test(amountTo) && { amountTo }),
    };
  });

  protected readonly transactions = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE, ...this.wanted() }),
    params => this.api.invoke(listAllTransactions, params),
  );
  protected readonly isCutOff = computed(() => this.transactions.total() >= COUNTED_UP_TO);
  /** Which file is being written. */
  protected readonly exporting = signal<'' | 'csv' | 'pdf'>('');

  /** Saves every posting of what the filters find, with its checksum. */
  protected async export(format: 'csv' | 'pdf'): Promise<void> {
    this.exporting.set(format);
    try {
      const file =
        format === 'csv'
          ? await this.api.invoke(exportAllTransactions$Csv, { ...this.wanted(), format })
          : await this.api.invoke(exportAllTransactions$Pdf, { ...this.wanted(), format });
      saveAs(file, `transactions.${format}`);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.exporting.set('');
    }
  }
}
