import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, checkPayment, listAllPayments, type TransactionState } from '@sky/api-client';
import { Live, problemOf, Session } from '@sky/session';
import {
  CapitalisePipe,
  addressFilters,
  Age,
  EmptyState,
  Failure,
  MoneyPipe,
  PageHeader,
  Paginator,
  Panel,
  SkeletonRows,
  Tag,
  Toasts,
  type Tone,
} from '@sky/ui';

const STATES = ['pending', 'unknown', 'completed', 'failed', 'cancelled'] as const;
const TONES: Record<TransactionState, Tone> = { pending: 'info', completed: 'success', failed: 'error', cancelled: 'neutral' };
const PAGE_SIZE = 20;

/** Payments with what PayPal last said; unknown outcomes stand out. */
@Component({
  selector: 'console-payments-page',
  imports: [
    CapitalisePipe,
    Age,
    EmptyState,
    Failure,
    MatButton,
    MoneyPipe,
    PageHeader,
    Paginator,
    Panel,
    RouterLink,
    SkeletonRows,
    Tag,
  ],
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
  protected readonly filters = addressFilters();
  protected readonly state = computed(() => this.filters.oneOf('state', STATES));
  protected readonly payments = resource({
    params: () => {
      const state = this.state();
      return { page: this.filters.page(), limit: PAGE_SIZE, ...(state && { state }) };
    },
    loader: ({ params }) => this.api.invoke(listAllPayments, params),
  });
  protected readonly rows = computed(() =>
    (this.payments.hasValue() ? this.payments.value().data : []).map(payment => ({
      payment,
      tone: payment.detail === 'unknown' ? ('warning' as const) : TONES[payment.state],
    })),
  );
  protected readonly total = computed(() => (this.payments.hasValue() ? this.payments.value().pagination.totalItems : 0));
  protected readonly problem = computed(() => problemOf(this.payments.error()));

  constructor() {
    inject(Live).on('payment', () => this.payments.reload());
  }

  /** Has PayPal asked what became of a payment, now instead of at the next sweep. */
  protected async check(id: number): Promise<void> {
    try {
      await this.api.invoke(checkPayment, { id });
      this.toasts.done('PayPal is being asked about this payment.');
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
    this.payments.reload();
  }
}
