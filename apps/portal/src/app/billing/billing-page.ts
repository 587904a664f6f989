import { ChangeDetectionStrategy, Component, inject } from '@angular/core';

import { Session } from '@sky/session';
import { PageHeader } from '@sky/ui';

import { CustomerCredit } from '../panel/customer-credit';
import { PaymentsPanel } from './payments-panel';
import { TopUpPanel } from './top-up-panel';
import { TransactionsPanel } from './transactions-panel';

/** Credit, payments under way, and the ledger. */
@Component({
  selector: 'portal-billing-page',
  imports: [PageHeader, PaymentsPanel, TopUpPanel, TransactionsPanel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page stack' },
  template: `
    <ui-page-header heading="Billing" />
    <div class="upper" [class.reading]="session.isSuspended()">
      @if (!session.isSuspended()) {
        <portal-top-up-panel />
      }
      <portal-payments-panel />
    </div>
    <portal-transactions-panel />
  `,
  styles: `
    .upper {
      display: grid;
      grid-template-columns: 400px minmax(0, 1fr);
      gap: 16px;
      align-items: start;
    }
    .upper.reading {
      grid-template-columns: minmax(0, 1fr);
    }
    @media (max-width: 1023px) {
      .upper {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class BillingPage {
  /** Somebody suspended reads what they owe, but adds nothing. */
  protected readonly session = inject(Session);

  constructor() {
    inject(CustomerCredit).reload();
  }
}
