import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listAllTransactions, type TransactionType } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { addressFilters, EmptyState, Failure, Moment, MoneyPipe, PageHeader, Paginator, Panel, SkeletonRows } from '@sky/ui';

import { TRANSACTION_WORDS } from './transaction-words';

const PAGE_SIZE = 20;

/** The ledger over all customers; filters live in the address. */
@Component({
  selector: 'console-transactions-page',
  imports: [EmptyState, Failure, MatButton, Moment, MoneyPipe, PageHeader, Paginator, Panel, RouterLink, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './transactions-page.html',
})
export class TransactionsPage {
  private readonly api = inject(Api);

  protected readonly size = PAGE_SIZE;
  protected readonly words = TRANSACTION_WORDS;
  protected readonly types = Object.entries(TRANSACTION_WORDS);
  protected readonly filters = addressFilters();
  protected readonly search = computed(() => this.filters.text('search'));
  protected readonly type = computed(() => this.filters.oneOf('type', Object.keys(TRANSACTION_WORDS) as TransactionType[]));
  protected readonly userId = computed(() => Number(this.filters.text('userId')) || undefined);
  protected readonly from = computed(() => this.filters.day('from'));
  protected readonly to = computed(() => this.filters.day('to'));
  protected readonly isFiltered = computed(() => !!(this.search() || this.type() || this.userId() || this.from() || this.to()));

  protected readonly transactions = resource({
    params: () => {
      const [search, type, userId, from, to] = [this.search(), this.type(), this.userId(), this.from(), this.to()];
      return {
        page: this.filters.page(),
        limit: PAGE_SIZE,
        ...(search && { search }),
        ...(type && { type }),
        ...(userId && { userId }),
        ...(from && { from: `${from}T00:00:00.000Z` }),
        ...(to && { to: `${to}T23:59:59.999Z` }),
      };
    },
    loader: ({ params }) => this.api.invoke(listAllTransactions, params),
  });
  protected readonly rows = computed(() => (this.transactions.hasValue() ? this.transactions.value().data : []));
  protected readonly total = computed(() => (this.transactions.hasValue() ? this.transactions.value().pagination.totalItems : 0));
  protected readonly problem = computed(() => problemOf(this.transactions.error()));
}
