import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, exportServerLog, getServer, listServerLog, type ServerLogEntryDto } from '@sky/api-client';
import { pagedList, problemOf } from '@sky/session';
import { addressFilters, Listing, Moment, PageHeader, Panel, saveAs, Tag, Toasts } from '@sky/ui';

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
  imports: [Listing, MatButton, Moment, PageHeader, Panel, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  templateUrl: './activity-page.html',
})
export class ActivityPage {
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly serverId = computed(() => Number(this.id()));
  private readonly server = resource({
    params: () => this.serverId(),
    loader: ({ params: id }) => this.api.invoke(getServer, { id }),
  });

  protected readonly size = PAGE_SIZE;
  protected readonly kinds = KINDS;
  protected readonly kind = signal('');
  protected readonly filters = addressFilters();
  protected readonly isWriting = signal(false);
  protected readonly parents = computed(() => [
    { label: 'Servers', link: '/servers' },
    { label: this.server.hasValue() ? this.server.value().name : 'Server', link: `/servers/${this.id()}` },
  ]);
  private readonly filter = computed(() => ({ id: this.serverId(), ...(this.kind() && { action: this.kind() }) }));
  protected readonly log = pagedList(
    () => ({ ...this.filter(), page: this.filters.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listServerLog, params),
  );
  protected readonly rows = computed(() => this.log.rows().map(row => ({ ...row, who: row.username ?? ACTORS[row.by] })));

  protected choose(event: Event): void {
    this.kind.set((event.target as HTMLSelectElement).value);
    this.filters.turn(1);
  }

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
