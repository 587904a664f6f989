import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listServers, listTransactions } from '@sky/api-client';
import { Live, pagedList } from '@sky/session';
import { Icon, Listing, Moment, MoneyPipe, PageHeader, Panel } from '@sky/ui';

import { DebtBanner } from '../billing/debt/debt-banner';
import { TRANSACTION_WORDS } from '../billing/transaction-words';
import { ServerTable } from '../servers/server-table';
import { CreditPanel } from './credit-panel';

/** Credit first, because it decides everything else; then servers, then the newest money. */
@Component({
  selector: 'portal-overview-page',
  imports: [CreditPanel, DebtBanner, Icon, Listing, MatButton, Moment, MoneyPipe, PageHeader, Panel, RouterLink, ServerTable],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page stack' },
  templateUrl: './overview-page.html',
})
export class OverviewPage {
  private readonly api = inject(Api);

  protected readonly servers = pagedList(
    () => ({ limit: 10 }),
    params => this.api.invoke(listServers, params),
  );
  protected readonly transactions = pagedList(
    () => ({ limit: 5 }),
    params => this.api.invoke(listTransactions, params),
  );
  protected readonly words = TRANSACTION_WORDS;

  constructor() {
    const live = inject(Live);
    live.on('server', () => this.servers.reload());
    live.on('balance', () => this.transactions.reload());
  }
}
