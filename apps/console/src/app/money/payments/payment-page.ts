import { ChangeDetectionStrategy, Component, computed, inject, Injector, input, numberAttribute, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, checkPayment, getPaymentDetail, type PaymentDetailDto } from '@sky/api-client';
import { Live, problemOf, Session } from '@sky/session';
import {
  Banner,
  CopyButton,
  EmptyState,
  Failure,
  Moment,
  MoneyPipe,
  PageHeader,
  Panel,
  SkeletonRows,
  Tag,
  Toasts,
} from '@sky/ui';

import { REFUND_TONES } from '../refunds/refund-words';
import { ModeTag } from './mode-tag';
import { eventLink, eventWords, GATEWAY_WORDS, PAYMENT_TONES } from './payment-words';

/** One payment: how it stands, all that happened to it, and what staff may do about it. */
@Component({
  selector: 'console-payment-page',
  imports: [
    Banner,
    CopyButton,
    EmptyState,
    Failure,
    MatButton,
    ModeTag,
    Moment,
    MoneyPipe,
    PageHeader,
    Panel,
    RouterLink,
    SkeletonRows,
    Tag,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  templateUrl: './payment-page.html',
})
export class PaymentPage {
  readonly id = input.required({ transform: numberAttribute });

  private readonly api = inject(Api);
  private readonly injector = inject(Injector);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(Session);

  protected readonly parents = [{ label: 'Payments', link: '/payments' }];
  protected readonly gatewayWords = GATEWAY_WORDS;
  protected readonly tones = PAYMENT_TONES;
  protected readonly refundTones = REFUND_TONES;
  protected readonly mayWrite = computed(() => this.session.may('billing.write'));
  protected readonly payment = resource({
    params: () => ({ id: this.id() }),
    loader: ({ params }) => this.api.invoke(getPaymentDetail, params),
  });
  protected readonly shown = computed(() => (this.payment.hasValue() ? this.payment.value() : undefined));
  protected readonly problem = computed(() => problemOf(this.payment.error()));
  protected readonly events = computed(() =>
    (this.shown()?.history ?? []).map(event => ({ event, words: eventWords(event), link: eventLink(event) })),
  );
  protected readonly openDispute = computed(() => this.shown()?.disputes.find(({ state }) => state === 'open'));
  protected readonly mayRefund = computed(() => this.mayWrite() && this.shown()?.state === 'completed' && !this.openDispute());

  constructor() {
    inject(Live).on('payment', () => this.payment.reload());
  }

  protected async check(): Promise<void> {
    try {
      await this.api.invoke(checkPayment, { id: this.id() });
      this.toasts.done('The gateway is being asked about this payment.');
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
    this.payment.reload();
  }

  protected async refund(payment: PaymentDetailDto): Promise<void> {
    const { openRefundDialog } = await import('../refunds/refund-dialog');
    if (!(await openRefundDialog(this.injector, payment))) return;
    this.toasts.done('The refund is on its way.');
    this.payment.reload();
  }

  protected async recordArrival(payment: PaymentDetailDto): Promise<void> {
    const { openArrivalDialog } = await import('./arrival-dialog');
    if (!(await openArrivalDialog(this.injector, payment))) return;
    this.toasts.done('The money is credited.');
    this.payment.reload();
  }
}
