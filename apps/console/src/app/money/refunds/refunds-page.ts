import { ChangeDetectionStrategy, Component, computed, inject, Injector } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listRefunds, type RefundDto, type RefundState, withdrawRefund } from '@sky/api-client';
import { Live, pagedList, refusalOf, Session } from '@sky/session';
import {
  addressFilters,
  Age,
  CapitalisePipe,
  Confirmations,
  Listing,
  MoneyPipe,
  PageHeader,
  PageTabs,
  Panel,
  Tag,
  Toasts,
} from '@sky/ui';

import { ModeTag } from '../payments/mode-tag';
import { GATEWAY_WORDS } from '../payments/payment-words';
import { MONEY_BACK_TABS, REFUND_TONES } from './refund-words';

const STATES = ['requested', 'sent', 'pending', 'unknown', 'completed', 'failed'] as const satisfies readonly RefundState[];
const PAGE_SIZE = 20;

/** Money that goes back to buyers; what waits for a person can be recorded as paid out here. */
@Component({
  selector: 'console-refunds-page',
  imports: [Age, CapitalisePipe, Listing, MatButton, ModeTag, MoneyPipe, PageHeader, PageTabs, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './refunds-page.html',
})
export class RefundsPage {
  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly injector = inject(Injector);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly tabs = MONEY_BACK_TABS;
  protected readonly states = STATES;
  protected readonly size = PAGE_SIZE;
  protected readonly tones = REFUND_TONES;
  protected readonly gatewayWords = GATEWAY_WORDS;
  protected readonly mayWrite = computed(() => this.session.may('billing.write'));
  protected readonly filters = addressFilters();
  protected readonly state = computed(() => this.filters.oneOf('state', STATES));
  protected readonly refunds = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE, ...(this.state() && { state: this.state() }) }),
    params => this.api.invoke(listRefunds, params),
  );

  constructor() {
    inject(Live).on('payment', () => this.refunds.reload());
  }

  protected waitsForPerson({ gateway, state }: RefundDto): boolean {
    return gateway === 'bank_transfer' && state === 'pending';
  }

  protected async paidOut(refund: RefundDto): Promise<void> {
    const { openPaidOutDialog } = await import('./paid-out-dialog');
    if (!(await openPaidOutDialog(this.injector, refund))) return;
    this.toasts.done('The refund is recorded as paid out.');
    this.refunds.reload();
  }

  protected async withdraw(refund: RefundDto): Promise<void> {
    const isDone = await this.confirmations.ask({
      title: `Withdraw refund ${refund.id}?`,
      body: 'Only if nobody has paid it out. The customer keeps the credit.',
      confirm: 'Withdraw',
      keep: 'Keep it',
      act: () => refusalOf(() => this.api.invoke(withdrawRefund, { id: refund.id })),
    });
    if (!isDone) return;
    this.toasts.done('The refund is withdrawn.');
    this.refunds.reload();
  }
}
