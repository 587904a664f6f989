import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, getJobSummary, type JobState, listJobs, retryJob } from '@sky/api-client';
import { pagedList, problemOf, Session } from '@sky/session';
import {
  addressFilters,
  Age,
  CapitalisePipe,
  EmptyState,
  Failure,
  lastKnown,
  Listing,
  PageHeader,
  Panel,
  repeatEvery,
  SkeletonRows,
  Tag,
  Toasts,
  type Tone,
} from '@sky/ui';

const STATES = ['queued', 'active', 'retrying', 'dead', 'completed', 'cancelled'] as const satisfies readonly JobState[];
const TONES: Record<JobState, Tone> = {
  queued: 'neutral',
  active: 'info',
  retrying: 'warning',
  dead: 'error',
  completed: 'success',
  cancelled: 'neutral',
};
const PAGE_SIZE = 20;
const READ_EVERY_MS = 10_000;

/** The queues, and the jobs in them; a dead letter shows its cause and can be tried again. */
@Component({
  selector: 'console-jobs-page',
  imports: [Age, CapitalisePipe, EmptyState, Failure, Listing, MatButton, PageHeader, Panel, RouterLink, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full stack' },
  templateUrl: './jobs-page.html',
  styleUrl: './jobs-page.scss',
})
export class JobsPage {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly mayWrite = computed(() => this.session.may('jobs.write'));
  protected readonly size = PAGE_SIZE;
  protected readonly states = STATES;
  protected readonly tones = TONES;
  protected readonly filters = addressFilters();
  protected readonly topic = computed(() => this.filters.text('topic'));
  protected readonly state = computed(() => this.filters.oneOf('state', STATES));
  protected readonly isFiltered = computed(() => !!this.topic() || !!this.state());

  protected readonly summary = resource({ loader: () => this.api.invoke(getJobSummary) });
  private readonly known = lastKnown(this.summary);
  protected readonly topics = computed(() => this.known()?.topics);
  protected readonly summaryProblem = computed(() => problemOf(this.summary.error()));

  protected readonly jobs = pagedList(
    () => {
      const [topic, state] = [this.topic(), this.state()];
      return { page: this.filters.page(), limit: PAGE_SIZE, ...(topic && { topic }), ...(state && { state }) };
    },
    params => this.api.invoke(listJobs, params),
  );
  protected readonly rows = computed(() => this.jobs.rows().map(job => ({ job, payload: JSON.stringify(job.payload) })));
  protected readonly retrying = signal('');

  constructor() {
    repeatEvery(
      computed(() => READ_EVERY_MS),
      () => this.read(),
    );
  }

  protected read(): void {
    this.summary.reload();
    this.jobs.reload();
  }

  protected async retry(id: string): Promise<void> {
    this.retrying.set(id);
    try {
      await this.api.invoke(retryJob, { id });
      this.toasts.done('The job is tried again.');
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.retrying.set('');
      this.read();
    }
  }
}
