import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import {
  Api,
  closeConsole,
  type ConsoleVisitDto,
  disableConsole,
  enableConsole,
  getConsole,
  listConsoleVisits,
} from '@sky/api-client';
import { pagedList, problemOf } from '@sky/session';
import { addressFilters, Listing, Moment, Panel, repeatEvery, Tag, Toasts } from '@sky/ui';

import { GrantsPanel } from '../sharing/grants-panel';
import { SharesPanel } from './shares-panel';
import { visitInWords, visitorInWords } from './visit-words';

const PAGE_SIZE = 20;
const READ_EVERY_MS = 10_000;

/** Who may open a server's console, who did, and who has it open now. */
@Component({
  selector: 'portal-console-access-page',
  imports: [GrantsPanel, Listing, MatButton, Moment, Panel, SharesPanel, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './console-access-page.html',
  styles: `
    .switch {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 8px;
      margin: 0;
      padding: 12px 16px;
      font: var(--text-13);
    }
  `,
})
export class ConsoleAccessPage {
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly serverId = computed(() => Number(this.id()));
  protected readonly state = resource({
    params: () => this.serverId(),
    loader: ({ params: id }) => this.api.invoke(getConsole, { id }),
  });

  protected readonly size = PAGE_SIZE;
  protected readonly filters = addressFilters();
  protected readonly isBusy = signal(false);
  protected readonly visits = pagedList(
    () => ({ id: this.serverId(), page: this.filters.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listConsoleVisits, params),
  );
  protected readonly rows = computed(() =>
    this.visits.rows().map(visit => ({ ...visit, who: visitorInWords(visit), outcome: visitInWords(visit) })),
  );

  constructor() {
    repeatEvery(
      computed(() => READ_EVERY_MS),
      () => this.visits.reload(),
    );
  }

  protected turn(isOn: boolean): Promise<void> {
    return this.act(() => this.api.invoke(isOn ? enableConsole : disableConsole, { id: this.serverId() }));
  }

  protected close({ id }: ConsoleVisitDto): Promise<void> {
    return this.act(() => this.api.invoke(closeConsole, { id: this.serverId(), consoleId: id }));
  }

  private async act(work: () => Promise<unknown>): Promise<void> {
    this.isBusy.set(true);
    try {
      await work();
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.isBusy.set(false);
      this.state.reload();
      this.visits.reload();
    }
  }
}
