import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';

import { Api, listPublicPackages } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { EmptyState, Failure, PageTrail, type Segment, Segments, SkeletonRows } from '@sky/ui';

import { PlanTable } from './plan-table';

const EVERYWHERE = 'all';

/** Plans and prices for anybody, by location and by hour or month. */
@Component({
  selector: 'portal-plans-page',
  imports: [EmptyState, Failure, PlanTable, Segments, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './plans-page.html',
  styleUrl: './plans-page.scss',
})
export class PlansPage {
  private readonly api = inject(Api);

  protected readonly plans = resource({ loader: () => this.api.invoke(listPublicPackages) });
  protected readonly location = signal(EVERYWHERE);
  protected readonly period = signal<string>('hour');
  protected readonly periods: readonly Segment[] = [
    { value: 'hour', label: 'By the hour' },
    { value: 'month', label: 'By the month' },
  ];

  private readonly all = computed(() => (this.plans.hasValue() ? this.plans.value().data : []));
  protected readonly problem = computed(() => problemOf(this.plans.error()));
  protected readonly locations = computed<Segment[]>(() => {
    const names = new Map(this.all().flatMap(plan => plan.locations.map(({ id, name }) => [id, name] as const)));
    return [
      { value: EVERYWHERE, label: 'All locations' },
      ...[...names].map(([id, name]) => ({ value: String(id), label: name })),
    ];
  });
  protected readonly rows = computed(() => {
    const location = this.location();
    return location === EVERYWHERE
      ? this.all()
      : this.all().filter(plan => plan.locations.some(({ id }) => String(id) === location));
  });

  constructor() {
    inject(PageTrail).titleTab('Plans and prices');
  }
}
