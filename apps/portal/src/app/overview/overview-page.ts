import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listServers, listTransactions } from '@sky/api-client';
import { Live, problemOf } from '@sky/session';
import { EmptyState, Failure, Icon, Moment, MoneyPipe, PageHeader, Panel, SkeletonRows } from '@sky/ui';

import { TRANSACTION_WORDS } from '../billing/transaction-words';
import { ServerTable } from '../servers/server-table';
import { CreditPanel } from './credit-panel';

/** Credit first, because it decides everything else; then servers, then the newest money. */
@Component({
  selector: 'portal-overview-page',
  imports: [
    CreditPanel,
    EmptyState,
    Failure,
    Icon,
    MatButton,
    Moment,
    MoneyPipe,
    PageHeader,
    Panel,
    RouterLink,
    ServerTable,
    SkeletonRows,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page stack' },
  templateUrl: './overview-page.html',
})
export class OverviewPage {
  private readonly api = inject(Api);

  protected readonly servers = resource({ loader: () => this.api.invoke(listServers, { limit: 10 }) });
  protected readonly transactions = resource({ loader: () => this.api.invoke(listTransactions, { limit: 5 }) });

  protected readonly rows = computed(() => (this.servers.hasValue() ? this.servers.value().data : []));
  protected readonly total = computed(() => (this.servers.hasValue() ? this.servers.value().pagination.totalItems : undefined));
  protected readonly serversProblem = computed(() => problemOf(this.servers.error()));
  protected readonly newest = computed(() => (this.transactions.hasValue() ? this.transactions.value().data : []));
  protected readonly transactionsProblem = computed(() => problemOf(this.transactions.error()));
  protected readonly words = TRANSACTION_WORDS;

  constructor() {
    const live = inject(Live);
    live.on('server', () => this.servers.reload());
    live.on('balance', () => this.transactions.reload());
  }
}
