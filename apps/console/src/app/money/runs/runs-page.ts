import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';

import { Api, listBillingRuns, previewBillingRun } from '@sky/api-client';
import { pagedList, problemOf, Session } from '@sky/session';
import { addressFilters, Age, Listing, MoneyPipe, PageHeader, Panel, Tag, Toasts } from '@sky/ui';

import { RUN_KIND_WORDS, RUN_STATE_TONES, RUN_STATE_WORDS } from './run-words';

const PAGE_SIZE = 20;
/** How far ahead a plan may look. */
const AHEAD = [
  { hours: 0, label: 'Due now' },
  { hours: 1, label: 'In an hour' },
  { hours: 24, label: 'In a day' },
  { hours: 168, label: 'In a week' },
];

/** What was charged in which run, and the way to see the next one before it happens. */
@Component({
  selector: 'console-runs-page',
  imports: [Age, Listing, MatButton, MoneyPipe, PageHeader, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './runs-page.html',
  styles: `
    select {
      width: auto;
    }
  `,
})
export class RunsPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly size = PAGE_SIZE;
  protected readonly choices = AHEAD;
  protected readonly kinds = RUN_KIND_WORDS;
  protected readonly states = RUN_STATE_WORDS;
  protected readonly tones = RUN_STATE_TONES;
  protected readonly filters = addressFilters();
  protected readonly mayWrite = computed(() => this.session.may('billing.write'));
  protected readonly ahead = signal(0);
  protected readonly isPlanning = signal(false);

  protected readonly runs = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listBillingRuns, params),
  );

  protected choose(event: Event): void {
    this.ahead.set(Number((event.target as HTMLSelectElement).value));
  }

  protected async plan(): Promise<void> {
    this.isPlanning.set(true);
    try {
      const { id } = await this.api.invoke(previewBillingRun, { body: { hoursAhead: this.ahead() } });
      await this.router.navigate(['/billing-runs', id]);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.isPlanning.set(false);
    }
  }
}
