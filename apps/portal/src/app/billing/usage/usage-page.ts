import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';

import { Api, getUsageLast30Days } from '@sky/api-client';
import { parseMoney, roundToCurrency } from '@sky/money';
import { Live, problemOf } from '@sky/session';
import {
  calendarDayInWords,
  EmptyState,
  Failure,
  Moment,
  moneyInWords,
  MoneyPipe,
  Panel,
  SeriesChart,
  SkeletonRows,
  Tag,
} from '@sky/ui';

import { daysOf, shareInWords } from './usage-days';

/** What servers cost over thirty days: day by day, by server, and why it is more or less than before. */
@Component({
  selector: 'portal-usage-page',
  imports: [EmptyState, Failure, Moment, MoneyPipe, Panel, RouterLink, SeriesChart, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  templateUrl: './usage-page.html',
  styles: `
    .sum {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 4px 16px;
      padding: 12px 16px 0;
      font: var(--text-13);
    }
    .figure {
      font-size: 20px;
      font-weight: 600;
      font-variant-numeric: tabular-nums;
    }
    .chart {
      padding: 8px 16px 16px;
    }
    ul {
      margin: 0;
      padding: 8px 16px 12px;
      list-style: none;
      font: var(--text-13);
    }
    li {
      padding: 3px 0;
      overflow-wrap: anywhere;
    }
  `,
})
export class UsagePage {
  private readonly api = inject(Api);

  protected readonly usage = resource({ loader: () => this.api.invoke(getUsageLast30Days) });
  protected readonly known = computed(() => (this.usage.hasValue() ? this.usage.value() : undefined));
  /** What is too small to be seen in the figures explains nothing. */
  protected readonly changes = computed(() => {
    const { changes = [], currency = 'USD' } = this.known() ?? {};
    return changes.filter(
      ({ difference }) => roundToCurrency(parseMoney(difference, currency, { sign: 'signed' }), currency) !== 0n,
    );
  });
  protected readonly problem = computed(() => problemOf(this.usage.error()));
  protected readonly isEmpty = computed(() => {
    const known = this.known();
    return known !== undefined && known.servers.length === 0 && Number(known.total) === 0;
  });
  protected readonly days = computed(() => {
    const known = this.known();
    return known ? daysOf(known) : { labels: [], values: [] };
  });
  protected readonly labels = computed(() => this.days().labels.map(calendarDayInWords));
  protected readonly series = computed(() => [{ name: 'Charged', values: this.days().values }]);
  protected readonly words = computed(() => {
    const currency = this.known()?.currency ?? 'USD';
    return (value: number) => moneyInWords(value.toFixed(4), currency);
  });
  protected readonly comparison = computed(() => {
    const known = this.known();
    return known ? shareInWords(known) : '';
  });

  constructor() {
    inject(Live).on('balance', () => this.usage.reload());
  }
}
