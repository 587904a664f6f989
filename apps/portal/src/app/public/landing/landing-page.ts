import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listPublicPackages } from '@sky/api-client';
import { HostSettings, problemOf } from '@sky/session';
import { EmptyState, Failure, SkeletonRows } from '@sky/ui';

import { PlanTable } from '../plans/plan-table';

/** The first page: what this is, what it costs, and the way in. */
@Component({
  selector: 'portal-landing-page',
  imports: [EmptyState, Failure, MatButton, PlanTable, RouterLink, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './landing-page.html',
  styleUrl: './landing-page.scss',
})
export class LandingPage {
  private readonly api = inject(Api);
  protected readonly host = inject(HostSettings);
  protected readonly plans = resource({ loader: () => this.api.invoke(listPublicPackages) });
  protected readonly rows = computed(() => (this.plans.hasValue() ? this.plans.value().data : []));
  protected readonly problem = computed(() => problemOf(this.plans.error()));
}
