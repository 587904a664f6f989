import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, getJobSummary, getOverview } from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import {
  Age,
  Banner,
  type ChartSeries,
  calendarDayInWords,
  clockInWords,
  EmptyState,
  Failure,
  lastKnown,
  MoneyPipe,
  moneyInWords,
  monthInWords,
  Now,
  PageHeader,
  Panel,
  repeatEvery,
  roundMoneyInWords,
  SeriesChart,
  SeverityGlyph,
  SkeletonRows,
  Tag,
} from '@sky/ui';

import { attentionIn } from './attention';

const READ_EVERY_MS = 30_000;

/** The business at a glance: true figures with their time, and what needs a person. */
@Component({
  selector: 'console-overview-page',
  imports: [
    Age,
    Banner,
    EmptyState,
    Failure,
    MatButton,
    MoneyPipe,
    PageHeader,
    Panel,
    RouterLink,
    SeriesChart,
    SeverityGlyph,
    SkeletonRows,
    Tag,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full stack' },
  templateUrl: './overview-page.html',
  styleUrl: './overview-page.scss',
})
export class OverviewPage {
  private readonly api = inject(Api);
  private readonly now = inject(Now);
  protected readonly session = inject(Session);

  protected readonly resource = resource({
    loader: async () => {
      const overview = await this.api.invoke(getOverview);
      this.now.follow(overview.asOf);
      return overview;
    },
  });
  protected readonly overview = lastKnown(this.resource);
  protected readonly problem = computed(() => problemOf(this.resource.error()));
  protected readonly jobs = resource({
    params: () => this.session.may('jobs.read') || undefined,
    loader: () => this.api.invoke(getJobSummary),
  });
  /** Queues in which something waits, runs or gave up; the idle ones stand on the jobs page. */
  protected readonly topics = computed(() =>
    (this.jobs.hasValue() ? this.jobs.value().topics : []).filter(
      ({ queued, active, retrying, dead }) => queued + active + retrying + dead > 0,
    ),
  );
  protected readonly jobsProblem = computed(() => problemOf(this.jobs.error()));

  protected readonly asOf = computed(() => {
    const at = this.overview()?.asOf;
    return at ? clockInWords(new Date(at)) : '';
  });
  protected readonly month = computed(() => monthInWords(new Date(this.now.quarter())));
  protected readonly attention = computed(() => {
    const overview = this.overview();
    return overview ? attentionIn(overview) : [];
  });
  protected readonly running = computed(() => this.overview()?.servers.byState['running'] ?? 0);

  protected readonly days = computed(() => (this.overview()?.revenueByDay ?? []).map(({ day }) => calendarDayInWords(day)));
  protected readonly revenue = computed<ChartSeries[]>(() => {
    const days = this.overview()?.revenueByDay ?? [];
    return [
      { name: 'Charged', values: days.map(({ usage }) => Number(usage)) },
      { name: 'Topped up', values: days.map(({ topUps }) => Number(topUps)) },
    ];
  });
  protected readonly moneyWords = computed(() => {
    const currency = this.overview()?.money.currency ?? 'USD';
    return (value: number) => moneyInWords(value.toFixed(2), currency);
  });
  protected readonly axisWords = computed(() => {
    const currency = this.overview()?.money.currency ?? 'USD';
    return (value: number) => roundMoneyInWords(value, currency);
  });

  constructor() {
    repeatEvery(
      computed(() => READ_EVERY_MS),
      () => {
        this.resource.reload();
        this.jobs.reload();
      },
    );
  }
}
