import { ChangeDetectionStrategy, Component, inject } from '@angular/core';

import { Api, listAddresses } from '@sky/api-client';
import { pagedList } from '@sky/session';
import { addressFilters, Listing, PageHeader, Panel } from '@sky/ui';

import { AddressTable } from './address-table';

const PAGE_SIZE = 50;

/** All addresses of a customer, whichever server has them. */
@Component({
  selector: 'portal-addresses-page',
  imports: [AddressTable, Listing, PageHeader, Panel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  template: `
    <ui-page-header heading="Addresses" [parents]="parents" [count]="list.isThere() ? list.total() : undefined" />
    <ui-panel>
      <ui-listing
        noun="addresses"
        [list]="list"
        emptyHeading="No addresses yet"
        emptyText="They come with servers, and appear once the host has told them."
        [size]="size"
        [page]="filters.page()"
        (pageChange)="filters.turn($event)"
      >
        <portal-address-table [addresses]="list.rows()" namesServers />
      </ui-listing>
    </ui-panel>
  `,
})
export class AddressesPage {
  private readonly api = inject(Api);

  protected readonly parents = [{ label: 'Servers', link: '/servers' }];
  protected readonly size = PAGE_SIZE;
  protected readonly filters = addressFilters();
  protected readonly list = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listAddresses, params),
  );
}
