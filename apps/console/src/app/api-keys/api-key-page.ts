import { ChangeDetectionStrategy, Component, computed, inject, Injector, input, PendingTasks, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, getApiKeyDetail } from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import {
  calendarDayInWords,
  countInWords,
  EmptyState,
  Failure,
  lastKnown,
  Moment,
  PageHeader,
  Panel,
  SeriesChart,
  SkeletonRows,
  Tag,
  Toasts,
} from '@sky/ui';

import { END_WORDS, FINDING_WORDS, STATE_WORDS } from './key-words';

/** One API key: whose it is, what it may do, what it was used for, and what was noticed about it. */
@Component({
  selector: 'console-api-key-page',
  imports: [EmptyState, Failure, MatButton, Moment, PageHeader, Panel, RouterLink, SeriesChart, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './api-key-page.html',
  styles: `
    .chart {
      padding: 16px;
    }
  `,
})
export class ApiKeyPage {
  /** From the address. */
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private readonly toasts = inject(Toasts);
  protected readonly mayWrite = computed(() => this.session.may('keys.write'));
  protected readonly parents = [{ label: 'API keys', link: '/api-keys' }];
  protected readonly ends = END_WORDS;
  protected readonly findings = FINDING_WORDS;

  protected readonly resource = resource({
    params: () => Number(this.id()),
    loader: ({ params: id }) => this.api.invoke(getApiKeyDetail, { id }),
  });
  private readonly known = lastKnown(this.resource);
  protected readonly detail = computed(() => (this.known()?.id === Number(this.id()) ? this.known() : undefined));
  protected readonly problem = computed(() => problemOf(this.resource.error()));
  protected readonly state = computed(() => {
    const key = this.detail();
    return key && STATE_WORDS[key.state];
  });
  protected readonly labels = computed(() => (this.detail()?.days ?? []).map(({ day }) => calendarDayInWords(day)));
  protected readonly series = computed(() => {
    const days = this.detail()?.days ?? [];
    return [
      { name: 'Answered', values: days.map(({ requests, refusals, limited }) => requests - refusals - limited) },
      { name: 'Refused', values: days.map(({ refusals, limited }) => refusals + limited) },
    ];
  });
  protected readonly count = countInWords;

  protected async revoke(): Promise<void> {
    const key = this.detail();
    if (!key) return;
    const loaded = this.pending.add();
    const { openRevokeKeyDialog } = await import('./revoke-key-dialog').finally(loaded);
    if (!(await openRevokeKeyDialog(this.injector, key))) return;
    this.toasts.done(`${key.name} was revoked; its owner is told by mail.`);
    this.resource.reload();
  }

  protected async limit(): Promise<void> {
    const key = this.detail();
    if (!key) return;
    const loaded = this.pending.add();
    const { openKeyLimitDialog } = await import('./key-limit-dialog').finally(loaded);
    if (await openKeyLimitDialog(this.injector, key)) this.resource.reload();
  }
}
