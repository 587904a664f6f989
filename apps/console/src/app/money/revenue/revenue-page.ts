import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, getRevenue } from '@sky/api-client';
import { problemOf } from '@sky/session';
import {
  addressFilters,
  type ChartSeries,
  calendarDayInWords,
  clockInWords,
  EmptyState,
  Failure,
  lastKnown,
  MoneyPipe,
  moneyInWords,
  PageHeader,
  Panel,
  roundMoneyInWords,
  type Segment,
  Segments,
  SeriesChart,
  SkeletonRows,
} from '@sky/ui';

import { TRANSACTION_WORDS } from '../transaction-words';
import { accountInWords, inReadingOrder, successRate } from './revenue-words';

const PERIODS: readonly Segment[] = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
];

/** Revenue and liabilities at a glance; each figure leads to the ledger lines that make it. */
@Component({
  selector: 'console-revenue-page',
  imports: [EmptyState, Failure, MatButton, MoneyPipe, PageHeader, Panel, RouterLink, Segments, SeriesChart, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full stack' },
  templateUrl: './revenue-page.html',
  styleUrl: '../../overview/overview-page.scss',
})
export class RevenuePage {
  private readonly api = inject(Api);

  protected readonly periods = PERIODS;
  protected readonly words: Readonly<Record<string, string>> = TRANSACTION_WORDS;
  protected readonly filters = addressFilters();
  protected readonly days = computed(() => {
    const asked = this.filters.text('days');
    return PERIODS.some(({ value }) => value === asked) ? asked : '30';
  });
  protected readonly resource = resource({
    params: () => Number(this.days()),
    loader: ({ params: days }) => this.api.invoke(getRevenue, { days }),
  });
  protected readonly revenue = lastKnown(this.resource);
  protected readonly problem = computed(() => problemOf(this.resource.error()));
  protected readonly asOf = computed(() => {
    const at = this.revenue()?.asOf;
    return at ? clockInWords(new Date(at)) : '';
  });
  /** The first day of the period, as the list of transactions takes it. */
  protected readonly from = computed(() => this.revenue()?.from.slice(0, 10));
  protected readonly flows = computed(() =>
    inReadingOrder(this.revenue()?.flows ?? []).map(flow => ({ ...flow, accountWords: accountInWords(flow.account) })),
  );
  protected readonly payments = computed(() =>
    (this.revenue()?.payments ?? []).map(outcome => ({
      ...outcome,
      words: gatewayInWords(outcome.gateway),
      rate: successRate(outcome),
    })),
  );
  protected readonly labels = computed(() => (this.revenue()?.days ?? []).map(({ day }) => calendarDayInWords(day)));
  protected readonly series = computed<ChartSeries[]>(() => {
    const days = this.revenue()?.days ?? [];
    return [
      { name: 'Earned', values: days.map(({ earned }) => Number(earned)) },
      { name: 'Topped up', values: days.map(({ toppedUp }) => Number(toppedUp)) },
    ];
  });
  private readonly currency = computed(() => this.revenue()?.currency ?? 'USD');
  protected readonly moneyWords = computed(() => (value: number) => moneyInWords(value.toFixed(6), this.currency()));
  protected readonly axisWords = computed(() => (value: number) => roundMoneyInWords(value, this.currency()));
}

function gatewayInWords(gateway: string): string {
  return gateway === 'paypal' ? 'PayPal' : 'Bank transfer';
}
