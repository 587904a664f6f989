import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listPayments } from '@sky/api-client';
import { Live, pagedList } from '@sky/session';
import { Age, Listing, MoneyPipe, Panel, Tag } from '@sky/ui';

import { paymentLook } from './payment-words';

/** Payments under way and how recent ones ended. */
@Component({
  selector: 'portal-payments-panel',
  imports: [Age, Listing, MatButton, MoneyPipe, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './payments-panel.html',
  styles: `
    :host {
      display: block;
    }
  `,
})
export class PaymentsPanel {
  private readonly api = inject(Api);
  protected readonly payments = pagedList(
    () => ({ limit: 5 }),
    params => this.api.invoke(listPayments, params),
  );
  protected readonly rows = computed(() => this.payments.rows().map(payment => ({ payment, look: paymentLook(payment) })));

  constructor() {
    inject(Live).on('payment', () => this.payments.reload());
  }
}
