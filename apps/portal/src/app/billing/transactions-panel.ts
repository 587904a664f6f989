import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listTransactions, type TransactionType } from '@sky/api-client';
import { Live, pagedList } from '@sky/session';
import { addressFilters, Listing, Moment, MoneyPipe, Panel, type Segment, Segments } from '@sky/ui';

import { TRANSACTION_WORDS } from './transaction-words';

const ALL = 'all';
const KINDS: readonly Segment[] = [
  { value: ALL, label: 'All' },
  { value: 'credit_purchase', label: 'Top-ups' },
  { value: 'usage', label: 'Usage' },
  { value: 'refund', label: 'Refunds' },
];
const PAGE_SIZE = 20;

/** The ledger, newest first, with the balance after each entry. Filters live in the address. */
@Component({
  selector: 'portal-transactions-panel',
  imports: [Listing, MatButton, Moment, MoneyPipe, Panel, RouterLink, Segments],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './transactions-panel.html',
  styles: `
    :host {
      display: block;
    }
    .filters {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 12px;
      padding: 8px 16px;
      border-bottom: var(--border);
      font: var(--text-12);
    }
    label {
      display: flex;
      align-items: center;
      gap: 6px;
    }
    @media (max-width: 719px) {
      label {
        flex: 1;
      }
      input {
        width: 100%;
        padding: 0 4px;
      }
    }
  `,
})
export class TransactionsPanel {
  private readonly api = inject(Api);
  protected readonly size = PAGE_SIZE;
  protected readonly kinds = KINDS;
  protected readonly words = TRANSACTION_WORDS;
  protected readonly filters = addressFilters();
  protected readonly kind = computed(() => KINDS.find(({ value }) => value === this.filters.text('type'))?.value ?? ALL);
  protected readonly from = computed(() => this.filters.day('from'));
  protected readonly to = computed(() => this.filters.day('to'));
  protected readonly isFiltered = computed(() => this.kind() !== ALL || !!this.from() || !!this.to());

  protected readonly transactions = pagedList(
    () => {
      const [kind, from, to] = [this.kind(), this.from(), this.to()];
      return {
        page: this.filters.page(),
        limit: PAGE_SIZE,
        ...(kind !== ALL && { type: kind as TransactionType }),
        ...(from && { from: `${from}T00:00:00.000Z` }),
        ...(to && { to: `${to}T23:59:59.999Z` }),
      };
    },
    params => this.api.invoke(listTransactions, params),
  );

  constructor() {
    inject(Live).on('balance', () => this.transactions.reload());
  }

  protected choose(type: string): void {
    this.filters.set('type', type === ALL ? '' : type);
  }
}
