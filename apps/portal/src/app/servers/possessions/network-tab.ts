import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listAddresses, listVolumes } from '@sky/api-client';
import { pagedList } from '@sky/session';
import { Age, Listing, Panel } from '@sky/ui';

import { OpenServer } from '../detail/open-server';
import { AddressTable } from './address-table';
import { DiskTable } from './disk-table';

const PAGE_SIZE = 50;

/** How a server is reached, and the disks that it has. */
@Component({
  selector: 'portal-network-tab',
  imports: [AddressTable, Age, DiskTable, Listing, MatButton, Panel, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  template: `
    <ui-panel heading="Addresses">
      @if (readAt(); as at) {
        <span beside class="small-text muted">Read <ui-age real [at]="at" /></span>
      }
      <a actions matButton="text" class="small" routerLink="/servers/addresses">Of all servers</a>
      <ui-listing
        noun="addresses"
        [list]="addresses"
        [skeletonRows]="2"
        emptyHeading="No addresses known yet"
        emptyText="They appear once the host has told them."
        [size]="addresses.total() > size ? size : undefined"
        [(page)]="page"
      >
        <portal-address-table [addresses]="addresses.rows()" />
      </ui-listing>
    </ui-panel>
    <ui-panel heading="Disks">
      <a actions matButton="text" class="small" routerLink="/servers/disks">Of all servers</a>
      <ui-listing
        noun="disks"
        [list]="disks"
        [skeletonRows]="1"
        emptyHeading="No disks known yet"
        emptyText="They appear once the host has told them."
      >
        <portal-disk-table [disks]="disks.rows()" />
      </ui-listing>
    </ui-panel>
  `,
})
export class NetworkTab {
  private readonly api = inject(Api);
  private readonly open = inject(OpenServer);

  protected readonly size = PAGE_SIZE;
  protected readonly page = signal(1);
  protected readonly addresses = pagedList(
    () => ({ serverId: this.open.id(), page: this.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listAddresses, params),
  );
  protected readonly disks = pagedList(
    () => ({ serverId: this.open.id(), limit: PAGE_SIZE }),
    params => this.api.invoke(listVolumes, params),
  );
  protected readonly readAt = computed(() => this.addresses.rows()[0]?.observedAt ?? null);
}
