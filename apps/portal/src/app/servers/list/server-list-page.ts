import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listServers } from '@sky/api-client';
import { Live, problemOf } from '@sky/session';
import { CapitalisePipe, addressFilters, EmptyState, Failure, Icon, PageHeader, Paginator, Panel, SkeletonRows } from '@sky/ui';

import { ServerTable } from '../server-table';

/** The states a list can be narrowed to. */
const STATES = ['running', 'stopped', 'building', 'queued', 'suspended', 'failed', 'deleting', 'unknown'] as const;
const PAGE_SIZE = 20;

/** All servers of the customer; search, state and page live in the address. */
@Component({
  selector: 'portal-server-list-page',
  imports: [
    CapitalisePipe,
    EmptyState,
    Failure,
    Icon,
    MatButton,
    PageHeader,
    Paginator,
    Panel,
    RouterLink,
    ServerTable,
    SkeletonRows,
  ],
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

  protected readonly servers = resource({
    params: () => {
      const [search, state] = [this.search(), this.state()];
      return { page: this.filters.page(), limit: PAGE_SIZE, ...(search && { search }), ...(state && { state }) };
    },
    loader: ({ params }) => this.api.invoke(listServers, params),
  });
  protected readonly rows = computed(() => (this.servers.hasValue() ? this.servers.value().data : []));
  protected readonly total = computed(() => (this.servers.hasValue() ? this.servers.value().pagination.totalItems : 0));
  protected readonly problem = computed(() => problemOf(this.servers.error()));

  constructor() {
    inject(Live).on('server', () => this.servers.reload());
  }
}
