import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listServerWork, pushServerWork, type ServerWorkDto, type ServerWorkState } from '@sky/api-client';
import { Live, pagedList, problemOf, Session } from '@sky/session';
import { addressFilters, Age, Listing, PageHeader, Panel, repeatEvery, Tag, Toasts } from '@sky/ui';

import { standingOf, workInWords } from './work-words';

const STATES = ['open', 'failed'] as const satisfies readonly ServerWorkState[];
const PAGE_SIZE = 20;
const READ_EVERY_MS = 5_000;

/** What VirtFusion is doing to servers, what hangs, and what failed in the last week. */
@Component({
  selector: 'console-server-actions-page',
  imports: [Age, Listing, MatButton, PageHeader, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './server-actions-page.html',
  styles: `
    .problem {
      white-space: normal;
    }
  `,
})
export class ServerActionsPage {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly size = PAGE_SIZE;
  protected readonly filters = addressFilters();
  protected readonly state = computed(() => this.filters.oneOf('state', STATES));
  protected readonly mayWrite = computed(() => this.session.may('servers.write'));
  protected readonly busy = signal<number | undefined>(undefined);

  protected readonly work = pagedList(
    () => {
      const state = this.state();
      return { page: this.filters.page(), limit: PAGE_SIZE, ...(state && { state }) };
    },
    params => this.api.invoke(listServerWork, params),
  );
  protected readonly rows = computed(() =>
    this.work.rows().map(work => ({
      ...{ work, what: workInWords(work), standing: standingOf(work) },
      key: `${work.kind}:${work.serverId}:${work.startedAt}`,
    })),
  );

  constructor() {
    inject(Live).on('server', () => this.work.reload());
    repeatEvery(signal(READ_EVERY_MS), () => this.work.reload());
  }

  protected async push({ serverId, serverName }: ServerWorkDto): Promise<void> {
    if (this.busy() !== undefined) return;
    this.busy.set(serverId);
    try {
      await this.api.invoke(pushServerWork, { id: serverId });
      this.toasts.done(`${serverName} is being looked at.`);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
    this.busy.set(undefined);
    this.work.reload();
  }
}
