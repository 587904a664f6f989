import { ChangeDetectionStrategy, Component, inject } from '@angular/core';

import { Session } from '@sky/session';

import { CustomerCredit } from '../panel/customer-credit';
import { PaymentsPanel } from './payments-panel';
import { PromoCodePanel } from './promo-code-panel';
import { TopUpPanel } from './top-up-panel';
import { TransactionsPanel } from './transactions-panel';
import { WhatIfPanel } from './what-if/what-if-panel';

/** Credit, payments under way, and the ledger. */
@Component({
  selector: 'portal-billing-page',
  imports: [PaymentsPanel, PromoCodePanel, TopUpPanel, TransactionsPanel, WhatIfPanel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  template: `
    <div class="pair" [class.reading]="session.isSuspended()">
      @if (!session.isSuspended()) {
        <portal-top-up-panel />
      }
      <portal-payments-panel />
    </div>
    <div class="pair" [class.reading]="session.isSuspended()">
      <portal-promo-code-panel />
      @if (!session.isSuspended()) {
        <portal-what-if-panel />
      }
    </div>
    <portal-transactions-panel />
  `,
  styles: `
    .pair {
      display: grid;
      grid-template-columns: 400px minmax(0, 1fr);
      gap: 16px;
      align-items: start;
    }
    .pair.reading {
      grid-template-columns: minmax(0, 1fr);
    }
    @media (max-width: 1023px) {
      .pair {
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
