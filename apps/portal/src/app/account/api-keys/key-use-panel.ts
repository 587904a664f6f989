import { ChangeDetectionStrategy, Component, computed, inject, input, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, type ApiKeyDto, getApiKeyUsage } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { calendarDayInWords, countInWords, EmptyState, Failure, Panel, SeriesChart, SkeletonRows } from '@sky/ui';

/** What one key was used for in the last thirty days: by day as bars, by address as a table. */
@Component({
  selector: 'portal-key-use-panel',
  imports: [EmptyState, Failure, MatButton, Panel, SeriesChart, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './key-use-panel.html',
  styles: `
    :host {
      display: block;
    }
    .chart {
      padding: 16px;
    }
  `,
})
export class KeyUsePanel {
  readonly apiKey = input.required<ApiKeyDto>();
  readonly closed = output();

  private readonly api = inject(Api);

  protected readonly use = resource({
    params: () => ({ id: this.apiKey().id }),
    loader: ({ params }) => this.api.invoke(getApiKeyUsage, params),
  });
  private readonly days = computed(() => (this.use.hasValue() ? this.use.value().days : []));
  protected readonly routes = computed(() => (this.use.hasValue() ? this.use.value().routes : []));
  protected readonly labels = computed(() => this.days().map(({ day }) => calendarDayInWords(day)));
  protected readonly series = computed(() => [
    { name: 'Answered', values: this.days().map(({ requests, refusals, limited }) => requests - refusals - limited) },
    { name: 'Refused', values: this.days().map(({ refusals, limited }) => refusals + limited) },
  ]);
  protected readonly problem = computed(() => problemOf(this.use.error()));
  protected readonly words = countInWords;
}
