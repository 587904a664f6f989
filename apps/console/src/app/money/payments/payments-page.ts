import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, checkPayment, type GatewayName, listAllPayments } from '@sky/api-client';
import { Live, pagedList, problemOf, Session } from '@sky/session';
import { addressFilters, Age, CapitalisePipe, Listing, MoneyPipe, PageHeader, Panel, Tag, Toasts } from '@sky/ui';

import { ModeTag } from './mode-tag';
import { GATEWAY_WORDS, PAYMENT_TONES } from './payment-words';

const STATES = ['pending', 'unknown', 'completed', 'failed', 'cancelled'] as const;
const GATEWAYS = ['paypal', 'bank_transfer'] as const satisfies readonly GatewayName[];
const PAGE_SIZE = 20;

/** Payments with what their gateway last said; unknown outcomes stand out. */
@Component({
  selector: 'console-payments-page',
  imports: [Age, CapitalisePipe, Listing, MatButton, ModeTag, MoneyPipe, PageHeader, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './payments-page.html',
})
export class PaymentsPage {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly mayWrite = computed(() => this.session.may('billing.write'));
  protected readonly size = PAGE_SIZE;
  protected readonly states = STATES;
  protected readonly gateways = GATEWAYS;
  protected readonly gatewayWords = GATEWAY_WORDS;
  protected readonly filters = addressFilters();
  protected readonly state = computed(() => this.filters.oneOf('state', STATES));
  protected readonly gateway = computed(() => this.filters.oneOf('gateway', GATEWAYS));
  protected readonly search = computed(() => this.filters.text('search'));
  protected readonly least = computed(() => amountIn(this.filters.text('least')));
  protected readonly most = computed(() => amountIn(this.filters.text('most')));
  protected readonly isFiltered = computed(() =>
    Boolean(this.state() ?? this.gateway() ?? (this.search() || this.least() || this.most())),
  );
  protected readonly payments = pagedList(
    () => {
      const [state, gateway, search] = [this.state(), this.gateway(), this.search()];
      const [least, most] = [this.least(), this.most()];
      return {
        ...{ page: this.filters.page(), limit: PAGE_SIZE, ...(state && { state }), ...(gateway && { gateway }) },
        ...{ ...(search && { search }), ...(least && { least }), ...(most && { most }) },
      };
    },
    params => this.api.invoke(listAllPayments, params),
  );
  protected readonly rows = computed(() =>
    this.payments.rows().map(payment => ({
      payment,
      tone: payment.detail === 'unknown' ? ('warning' as const) : PAYMENT_TONES[payment.state],
    })),
  );

  constructor() {
    inject(Live).on('payment', () => this.payments.reload());
  }

  /** Has PayPal asked what became of a payment, now instead of at the next sweep. */
  protected async check(id: number): Promise<void> {
    try {
      await this.api.invoke(checkPayment, { id });
      this.toasts.done('The gateway is being asked about this payment.');
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
    this.payments.reload();
  }
}

/** What somebody typed as an amount; nothing until it is one. */
function amountIn(text: string): string {
  return /^\d{1,9}(\.\d{1,3})?$/.test(text) ? text : '';
}
