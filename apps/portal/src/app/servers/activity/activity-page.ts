import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, exportServerLog, listServerLog, type ServerLogEntryDto } from '@sky/api-client';
import { pagedList, problemOf } from '@sky/session';
import { addressFilters, Listing, Moment, Panel, saveAs, Tag, Toasts } from '@sky/ui';

const PAGE_SIZE = 25;
const KINDS = [
  { value: '', label: 'Everything' },
  { value: 'server.power', label: 'Power' },
  { value: 'console', label: 'Console' },
  { value: 'server.password', label: 'Passwords' },
  { value: 'server', label: 'All acts on the server' },
];
const ACTORS: Readonly<Record<ServerLogEntryDto['by'], string>> = {
  customer: '',
  support: 'Support',
  system: 'By itself',
  guest: 'A guest',
};

/** Everything that was done to a server: by whom, from where, and what came of it. */
@Component({
  selector: 'portal-activity-page',
  imports: [Listing, MatButton, Moment, Panel, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './activity-page.html',
})
export class ActivityPage {
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly serverId = computed(() => Number(this.id()));

  protected readonly size = PAGE_SIZE;
  protected readonly kinds = KINDS;
  protected readonly filters = addressFilters();
  /** Only what is offered; anything else in the address shows everything. */
  protected readonly kind = computed(() => KINDS.find(({ value }) => value === this.filters.text('what'))?.value ?? '');
  protected readonly isWriting = signal(false);
  private readonly filter = computed(() => ({ id: this.serverId(), ...(this.kind() && { action: this.kind() }) }));
  protected readonly log = pagedList(
    () => ({ ...this.filter(), page: this.filters.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listServerLog, params),
  );
  protected readonly rows = computed(() => this.log.rows().map(row => ({ ...row, who: row.username ?? ACTORS[row.by] })));

  protected async save(): Promise<void> {
    this.isWriting.set(true);
    try {
      saveAs(await this.api.invoke(exportServerLog, this.filter()), `server-${this.id()}-log.csv`);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.isWriting.set(false);
    }
  }
}
