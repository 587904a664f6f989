import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';

import { Api, getServerTraffic } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Age, Banner, EmptyState, Failure, Panel, SeriesChart, SkeletonRows } from '@sky/ui';

import { bytesInWords } from '../history/history-grid';
import { trafficWords } from './traffic-use';

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A server's traffic by period, with what was bought on top, and where the present period is going. */
@Component({
  selector: 'portal-traffic-page',
  imports: [Age, Banner, EmptyState, Failure, Panel, SeriesChart, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './traffic-page.html',
  styles: `
    .chart {
      padding: 12px 16px;
    }
    ui-banner {
      margin-bottom: 16px;
    }
  `,
})
export class TrafficPage {
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  private readonly serverId = computed(() => Number(this.id()));
  protected readonly traffic = resource({
    params: () => this.serverId(),
    loader: ({ params: id }) => this.api.invoke(getServerTraffic, { id }),
  });
  protected readonly known = computed(() => (this.traffic.hasValue() ? this.traffic.value() : undefined));
  protected readonly problem = computed(() => problemOf(this.traffic.error()));
  protected readonly words = computed(() => {
    const known = this.known();
    return known ? trafficWords(known) : undefined;
  });
  protected readonly bytes = bytesInWords;
  protected readonly rows = computed(() =>
    (this.known()?.data ?? []).map(row => ({
      ...row,
      period: `${DAY.format(new Date(row.startsAt))} to ${DAY.format(new Date(row.endsAt))}`,
      limit: row.limitBytes === null ? 'Unmetered' : bytesInWords(row.limitBytes),
      extra: row.extraGb > 0 ? `${row.extraGb} GB` : 'None',
    })),
  );
  /** Oldest first, as time goes. */
  private readonly oldestFirst = computed(() => [...(this.known()?.data ?? [])].reverse());
  protected readonly labels = computed(() => this.oldestFirst().map(({ startsAt }) => DAY.format(new Date(startsAt))));
  protected readonly series = computed(() => [
    { name: 'In', values: this.oldestFirst().map(({ receivedBytes }) => receivedBytes) },
    { name: 'Out', values: this.oldestFirst().map(({ sentBytes }) => sentBytes) },
  ]);
}
