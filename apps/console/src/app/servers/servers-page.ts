import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listAllServers } from '@sky/api-client';
import { Live, pagedList } from '@sky/session';
import { addressFilters, Age, CapitalisePipe, Listing, MoneyPipe, PageHeader, Panel, ServerStateLabel } from '@sky/ui';

const STATES = ['running', 'stopped', 'building', 'queued', 'suspended', 'failed', 'deleting', 'deleted', 'unknown'] as const;
const PAGE_SIZE = 20;

/** Every customer's servers; filters live in the address. */
@Component({
  selector: 'console-servers-page',
  imports: [Age, CapitalisePipe, Listing, MatButton, MoneyPipe, PageHeader, Panel, RouterLink, ServerStateLabel],
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

  protected readonly servers = pagedList(
    () => {
      const [search, state, userId] = [this.search(), this.state(), this.userId()];
      return {
        page: this.filters.page(),
        limit: PAGE_SIZE,
        ...(search && { search }),
        ...(state && { state }),
        ...(userId && { userId }),
      };
    },
    params => this.api.invoke(listAllServers, params),
  );

  constructor() {
    inject(Live).on('server', () => this.servers.reload());
  }
}
