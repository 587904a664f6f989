import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import type { PriceDto } from '@sky/api-client';
import { Banner, deadlineInWords, durationInWords, MoneyPipe, Panel, RatePipe } from '@sky/ui';

import type { OrderEstimate } from './order-estimate';

const HOUR = 3_600_000;
const SHORT_HOURS = 72;

/** The price, and how long the credit lasts with and without it. Sticks to the side, or to the bottom of phones. */
@Component({
  selector: 'portal-order-summary',
  imports: [Banner, MatButton, MoneyPipe, Panel, RatePipe, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './order-summary.html',
  styleUrl: './order-summary.scss',
})
export class OrderSummary {
  readonly name = input.required<string>();
  readonly choice = input.required<string>();
  readonly price = input.required<PriceDto>();
  readonly estimate = input<OrderEstimate>();
  readonly isComplete = input.required<boolean>();
  readonly isSending = input.required<boolean>();
  readonly refusal = input('');

  protected readonly lacksCredit = computed(() => this.estimate()?.isEnough === false);
  protected readonly isShort = computed(() => {
    const hours = this.estimate()?.hoursThen;
    return hours !== undefined && hours !== null && hours < SHORT_HOURS;
  });
  protected readonly until = computed(() => {
    const at = this.estimate()?.untilThen;
    return at ? deadlineInWords(at) : '';
  });
  protected readonly lasting = (hours: number | null): string =>
    hours === null ? 'nothing spent' : durationInWords(hours * HOUR, 'short');
}
