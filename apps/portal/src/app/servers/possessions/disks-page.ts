import { ChangeDetectionStrategy, Component, inject } from '@angular/core';

import { Api, listVolumes } from '@sky/api-client';
import { pagedList } from '@sky/session';
import { addressFilters, Listing, PageHeader, Panel } from '@sky/ui';

import { DiskTable } from './disk-table';

const PAGE_SIZE = 50;

/** All disks of a customer, whichever server has them. */
@Component({
  selector: 'portal-disks-page',
  imports: [DiskTable, Listing, PageHeader, Panel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  template: `
    <ui-page-header heading="Disks" [parents]="parents" [count]="list.isThere() ? list.total() : undefined" />
    <ui-panel>
      <ui-listing
        noun="disks"
        [list]="list"
        emptyHeading="No disks yet"
        emptyText="They come with servers, and appear once the host has told them."
        [size]="size"
        [page]="filters.page()"
        (pageChange)="filters.turn($event)"
      >
        <portal-disk-table [disks]="list.rows()" namesServers />
      </ui-listing>
    </ui-panel>
  `,
})
export class DisksPage {
  private readonly api = inject(Api);

  protected readonly parents = [{ label: 'Servers', link: '/servers' }];
  protected readonly size = PAGE_SIZE;
  protected readonly filters = addressFilters();
  protected readonly list = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listVolumes, params),
  );
}
