import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listPayments } from '@sky/api-client';
import { Live, problemOf } from '@sky/session';
import { Age, EmptyState, Failure, MoneyPipe, Panel, SkeletonRows, Tag } from '@sky/ui';

import { paymentLook } from './payment-words';

/** Payments under way and how recent ones ended. */
@Component({
  selector: 'portal-payments-panel',
  imports: [Age, EmptyState, Failure, MatButton, MoneyPipe, Panel, RouterLink, SkeletonRows, Tag],
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
  protected readonly payments = resource({ loader: () => this.api.invoke(listPayments, { limit: 5 }) });
  protected readonly rows = computed(() =>
    (this.payments.hasValue() ? this.payments.value().data : []).map(payment => ({ payment, look: paymentLook(payment) })),
  );
  protected readonly problem = computed(() => problemOf(this.payments.error()));

  constructor() {
    inject(Live).on('payment', () => this.payments.reload());
  }
}
