import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, capturePaypalPayment, getPaymentByOrder, type PaymentDto } from '@sky/api-client';
import { Live, problemOf } from '@sky/session';
import { Banner, lastKnown, MoneyPipe, PageHeader, Panel, repeatEvery } from '@sky/ui';

import { CustomerCredit } from '../panel/customer-credit';

/** How the payment stands, as far as anybody knows. */
type Outcome = 'asking' | 'completed' | 'pending' | 'declined' | 'not-approved' | 'cancelled' | 'failed' | 'unreachable';

const ASK_EVERY_MS = 3_000;

/** Back from PayPal: has the payment captured, and tells what is true until it is settled. */
@Component({
  selector: 'portal-payment-return-page',
  imports: [Banner, MatButton, MoneyPipe, PageHeader, Panel, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  templateUrl: './payment-return-page.html',
  styles: `
    .inside {
      display: grid;
      gap: 12px;
      padding: 16px;
      justify-items: start;
    }
    ui-panel {
      max-width: 560px;
    }
  `,
})
export class PaymentReturnPage {
  /** PayPal's order, as it comes back in the address. */
  readonly token = input<string>();

  private readonly api = inject(Api);
  private readonly credit = inject(CustomerCredit);
  protected readonly parents = [{ label: 'Billing', link: '/billing' }];

  protected readonly capture = resource({
    params: () => this.token(),
    loader: async ({ params: orderId }) => {
      const result = await this.api.invoke(capturePaypalPayment, { body: { orderId } });
      this.credit.reload();
      return result;
    },
  });
  /** Asks how the payment stands while it is not settled, whatever became of the capture's own answer. */
  private readonly round = signal(0);
  protected readonly asked = resource({
    params: () => (this.round() > 0 ? { orderId: this.token() ?? '', round: this.round() } : undefined),
    loader: ({ params: { orderId } }) => this.api.invoke(getPaymentByOrder, { orderId }),
  });
  private readonly lastAsked = lastKnown(this.asked);

  protected readonly problem = computed(() => problemOf(this.capture.error()));
  protected readonly payment = computed<PaymentDto | undefined>(
    () => this.lastAsked() ?? (this.capture.hasValue() ? this.capture.value().payment : undefined),
  );
  /** Where another way to pay can be chosen, as the payment or the refusal tells it. */
  protected readonly approveUrl = computed(
    () => this.payment()?.approveUrl ?? this.problem().details.find(({ field }) => field === 'approveUrl')?.message,
  );
  protected readonly balance = computed(() => this.credit.value());

  protected readonly outcome = computed<Outcome>(() => {
    const payment = this.payment();
    if (payment?.state === 'completed') return 'completed';
    if (payment?.state === 'cancelled') return 'cancelled';
    if (payment?.state === 'failed') return payment.detail === 'declined' ? 'declined' : 'failed';
    if (this.capture.error()) return this.outcomeOf(this.problem().code);
    if (payment) return 'pending';
    return this.token() ? 'asking' : 'failed';
  });

  constructor() {
    inject(Live).on('payment', () => this.ask());
    repeatEvery(
      computed(() => ASK_EVERY_MS),
      () => this.ask(),
    );
  }

  protected again(): void {
    this.capture.reload();
  }

  private ask(): void {
    const isOpen = this.outcome() === 'pending' || this.outcome() === 'unreachable';
    if (isOpen && !this.asked.isLoading()) this.round.update(round => round + 1);
  }

  private outcomeOf(code: string): Outcome {
    if (code === 'payment_declined') return 'declined';
    if (code === 'payment_not_approved') return 'not-approved';
    return ['timed_out', 'unreachable', 'payments_unavailable'].includes(code) || code.startsWith('http_5')
      ? 'unreachable'
      : 'failed';
  }
}
