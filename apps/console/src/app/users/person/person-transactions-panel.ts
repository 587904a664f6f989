import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listAllTransactions } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { EmptyState, Failure, Moment, MoneyPipe, Panel, SkeletonRows } from '@sky/ui';

import { TRANSACTION_WORDS } from '../../money/transaction-words';

/** The newest money of one person. */
@Component({
  selector: 'console-person-transactions-panel',
  imports: [EmptyState, Failure, MatButton, Moment, MoneyPipe, Panel, RouterLink, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './person-transactions-panel.html',
  styles: `
    :host {
      display: block;
    }
  `,
})
export class PersonTransactionsPanel {
  readonly userId = input.required<number>();

  private readonly api = inject(Api);
  protected readonly words = TRANSACTION_WORDS;

  protected readonly transactions = resource({
    params: () => this.userId(),
    loader: ({ params: userId }) => this.api.invoke(listAllTransactions, { userId, limit: 10 }),
  });
  protected readonly rows = computed(() => (this.transactions.hasValue() ? this.transactions.value().data : []));
  protected readonly problem = computed(() => problemOf(this.transactions.error()));
}
