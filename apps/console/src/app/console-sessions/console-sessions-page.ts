import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, closeConsoleForAdmin, type ConsoleVisitDto, listAllConsoleVisits } from '@sky/api-client';
import { pagedList, refusalOf, Session } from '@sky/session';
import {
  addressFilters,
  Confirmations,
  durationInWords,
  Listing,
  Moment,
  PageHeader,
  Panel,
  repeatEvery,
  Tag,
  Toasts,
} from '@sky/ui';

import { VISIT_WORDS } from './visit-words';

const CHOICES = ['open', 'all'] as const;
const PAGE_SIZE = 20;
const READ_EVERY_MS = 10_000;

/** Who has, or had, which console open; an open one can be closed. */
@Component({
  selector: 'console-console-sessions-page',
  imports: [Listing, MatButton, Moment, PageHeader, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './console-sessions-page.html',
})
export class ConsoleSessionsPage {
  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly size = PAGE_SIZE;
  protected readonly states = VISIT_WORDS;
  protected readonly filters = addressFilters();
  protected readonly show = computed(() => this.filters.oneOf('show', CHOICES) ?? 'open');
  protected readonly serverId = computed(() => Number(this.filters.text('serverId')) || undefined);
  protected readonly userId = computed(() => Number(this.filters.text('userId')) || undefined);
  protected readonly isFiltered = computed(() => !!(this.serverId() || this.userId()));
  protected readonly mayClose = computed(() => this.session.may('servers.console'));

  protected readonly visits = pagedList(
    () => {
      const [serverId, userId] = [this.serverId(), this.userId()];
      return {
        ...{ page: this.filters.page(), limit: PAGE_SIZE, show: this.show() },
        ...(serverId && { serverId }),
        ...(userId && { userId }),
      };
    },
    params => this.api.invoke(listAllConsoleVisits, params),
  );
  protected readonly rows = computed(() => this.visits.rows().map(visit => ({ visit, lasted: this.lasted(visit) })));

  constructor() {
    repeatEvery(signal(READ_EVERY_MS), () => this.visits.reload());
  }

  protected async close({ id, username, serverName }: ConsoleVisitDto): Promise<void> {
    const isDone = await this.confirmations.ask({
      title: `Close the console of ${serverName}?`,
      body: `${username} is shown out at once. They may open it again unless you take that away.`,
      confirm: 'Close console',
      keep: 'Leave it open',
      tone: 'danger',
      act: () => refusalOf(() => this.api.invoke(closeConsoleForAdmin, { id })),
    });
    if (!isDone) return;
    this.toasts.done('The console was closed.');
    this.visits.reload();
  }

  private lasted({ openedAt, endedAt }: ConsoleVisitDto): string {
    if (openedAt === null) return '';
    return durationInWords((endedAt === null ? Date.now() : Date.parse(endedAt)) - Date.parse(openedAt), 'short');
  }
}
