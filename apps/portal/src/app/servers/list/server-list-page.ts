import { ChangeDetectionStrategy, Component, computed, effect, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listServers, refreshServers, type ServerDto } from '@sky/api-client';
import { Live, pagedList } from '@sky/session';
import { addressFilters, CapitalisePipe, Icon, Listing, PageHeader, Panel } from '@sky/ui';

import { ServerTable } from '../server-table';

/** The states a list can be narrowed to. */
const STATES = ['running', 'stopped', 'building', 'queued', 'suspended', 'failed', 'deleting', 'unknown'] as const;
const PAGE_SIZE = 20;
const OLD_MS = 60_000;

/** All servers of the customer; search, state and page live in the address. */
@Component({
  selector: 'portal-server-list-page',
  imports: [CapitalisePipe, Icon, Listing, MatButton, PageHeader, Panel, RouterLink, ServerTable],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  templateUrl: './server-list-page.html',
  styles: `
    input {
      width: 240px;
    }
    @media (max-width: 719px) {
      input {
        width: 100%;
      }
    }
  `,
})
export class ServerListPage {
  private readonly api = inject(Api);

  protected readonly size = PAGE_SIZE;
  protected readonly states = STATES;
  protected readonly filters = addressFilters();
  protected readonly search = computed(() => this.filters.text('search'));
  protected readonly state = computed(() => this.filters.oneOf('state', STATES));
  protected readonly isFiltered = computed(() => !!this.search() || !!this.state());

  protected readonly servers = pagedList(
    () => {
      const [search, state] = [this.search(), this.state()];
      return { page: this.filters.page(), limit: PAGE_SIZE, ...(search && { search }), ...(state && { state }) };
    },
    params => this.api.invoke(listServers, params),
  );

  constructor() {
    inject(Live).on('server', () => this.servers.reload());
    // Who looks at the list wants its states to be of now; what is old is asked about, once for each set of rows.
    effect(() => {
      const ids = this.servers
        .rows()
        .filter(isOld)
        .map(({ id }) => id);
      if (ids.length > 0) void this.api.invoke(refreshServers, { body: { ids } }).catch(() => undefined);
    });
  }
}

function isOld({ observedAt, state }: ServerDto): boolean {
  return (
    !['queued', 'building', 'failed', 'deleted'].includes(state) &&
    (observedAt === null || Date.now() - Date.parse(observedAt) > OLD_MS)
  );
}
