import { ChangeDetectionStrategy, Component, computed, effect, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listServers, refreshServers, type ServerDto } from '@sky/api-client';
import { Live, pagedList } from '@sky/session';
import { addressFilters, CapitalisePipe, Icon, Listing, PageHeader, Panel } from '@sky/ui';

import { ServerTable } from '../server-table';
import { PageLeap } from './page-leap';

/** The states a list can be narrowed to. */
const STATES = ['running', 'stopped', 'building', 'queued', 'suspended', 'failed', 'deleting', 'unknown'] as const;
const CHOICES = ['favourites'] as const;
const SIZES = [20, 50, 100] as const;
/** With more pages than these nobody walks; a page can be named. */
const MOST_WALKED = 5;
const OLD_MS = 60_000;

/** All servers of the customer; what it is narrowed to, how many rows and which page live in the address. */
@Component({
  selector: 'portal-server-list-page',
  imports: [CapitalisePipe, Icon, Listing, MatButton, PageHeader, PageLeap, Panel, RouterLink, ServerTable],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  templateUrl: './server-list-page.html',
  styles: `
    input[type='search'] {
      width: 240px;
    }
    .favourites {
      align-items: center;
      min-height: var(--height-control);
      padding: 0 4px;
    }
    .favourites input {
      margin: 0;
    }
    .long {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 8px 16px;
      margin-top: 12px;
    }
    .long label {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    @media (max-width: 719px) {
      input[type='search'] {
        width: 100%;
      }
    }
  `,
})
export class ServerListPage {
  private readonly api = inject(Api);

  protected readonly sizes = SIZES;
  protected readonly walked = MOST_WALKED;
  protected readonly states = STATES;
  protected readonly filters = addressFilters();
  protected readonly search = computed(() => this.filters.text('search'));
  protected readonly state = computed(() => this.filters.oneOf('state', STATES));
  protected readonly tag = computed(() => this.filters.text('tag'));
  protected readonly onlyFavourites = computed(() => this.filters.oneOf('show', CHOICES) !== undefined);
  protected readonly size = computed(() => SIZES.find(size => size === Number(this.filters.text('rows'))) ?? SIZES[0]);
  protected readonly isFiltered = computed(() => !!this.search() || !!this.state() || !!this.tag() || this.onlyFavourites());

  protected readonly servers = pagedList(
    () => {
      const [search, state, tag] = [this.search(), this.state(), this.tag()];
      return {
        page: this.filters.page(),
        limit: this.size(),
        ...(search && { search }),
        ...(state && { state }),
        ...(tag && { tag }),
        ...(this.onlyFavourites() && { show: 'favourites' as const }),
      };
    },
    params => this.api.invoke(listServers, params),
  );
  protected readonly pages = computed(() => Math.ceil(this.servers.total() / this.size()));

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
