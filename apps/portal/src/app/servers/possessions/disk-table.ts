import { booleanAttribute, ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import type { StorageVolumeDto } from '@sky/api-client';
import { Tag } from '@sky/ui';

/** Disks as rows. */
@Component({
  selector: 'portal-disk-table',
  imports: [RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <table class="table two-line">
      <thead>
        <tr>
          <th scope="col">Disk</th>
          @if (namesServers()) {
            <th scope="col">Server</th>
          }
          <th scope="col">Kind</th>
          <th scope="col" class="number">Size</th>
        </tr>
      </thead>
      <tbody>
        @for (row of rows(); track row.diskId) {
          <tr>
            <td class="at-name">
              <span class="name">{{ row.name }}</span>
              @if (!row.isEnabled) {
                <ui-tag tone="warning">Not attached</ui-tag>
              }
            </td>
            @if (namesServers()) {
              <td class="at-state">
                <a class="row-link" [routerLink]="['/servers', row.serverId, 'network']">{{ row.serverName }}</a>
              </td>
            }
            <td class="muted at-rate">{{ row.type ?? 'Not known' }}</td>
            <td class="number at-amount">{{ row.capacityGb }} GB</td>
          </tr>
        }
      </tbody>
    </table>
  `,
  styles: `
    :host {
      display: block;
      overflow-x: auto;
    }
  `,
})
export class DiskTable {
  readonly disks = input.required<readonly StorageVolumeDto[]>();
  /** Says whose they are, where several servers stand together. */
  readonly namesServers = input(false, { transform: booleanAttribute });

  protected readonly rows = computed(() =>
    this.disks().map(disk => ({
      ...disk,
      name: (disk.isPrimary ? 'System disk' : 'Disk') + (disk.drive ? ` (${disk.drive})` : ''),
    })),
  );
}
