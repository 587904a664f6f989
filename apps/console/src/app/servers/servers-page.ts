import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listAllServers } from '@sky/api-client';
import { Live, problemOf } from '@sky/session';
import {
  CapitalisePipe,
  addressFilters,
  Age,
  EmptyState,
  Failure,
  MoneyPipe,
  PageHeader,
  Paginator,
  Panel,
  ServerStateLabel,
  SkeletonRows,
} from '@sky/ui';

const STATES = ['running', 'stopped', 'building', 'queued', 'suspended', 'failed', 'deleting', 'deleted', 'unknown'] as const;
const PAGE_SIZE = 20;

/** Every customer's servers; filters live in the address. */
@Component({
  selector: 'console-servers-page',
  imports: [
    CapitalisePipe,
    Age,
    EmptyState,
    Failure,
    MatButton,
    MoneyPipe,
    PageHeader,
    Paginator,
    Panel,
    RouterLink,
    ServerStateLabel,
    SkeletonRows,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './servers-page.html',
})
export class ServersPage {
  private readonly api = inject(Api);

  protected readonly size = PAGE_SIZE;
  protected readonly states = STATES;
  protected readonly filters = addressFilters();
  protected readonly search = computed(() => this.filters.text('search'));
  protected readonly state = computed(() => this.filters.oneOf('state', STATES));
  protected readonly userId = computed(() => Number(this.filters.text('userId')) || undefined);
  protected readonly isFiltered = computed(() => !!(this.search() || this.state() || this.userId()));

  protected readonly servers = resource({
    params: () => {
      const [search, state, userId] = [this.search(), this.state(), this.userId()];
      return {
        page: this.filters.page(),
        limit: PAGE_SIZE,
        ...(search && { search }),
        ...(state && { state }),
        ...(userId && { userId }),
      };
    },
    loader: ({ params }) => this.api.invoke(listAllServers, params),
  });
  protected readonly rows = computed(() => (this.servers.hasValue() ? this.servers.value().data : []));
  protected readonly total = computed(() => (this.servers.hasValue() ? this.servers.value().pagination.totalItems : 0));
  protected readonly problem = computed(() => problemOf(this.servers.error()));

  constructor() {
    inject(Live).on('server', () => this.servers.reload());
  }
}
