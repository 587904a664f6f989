import { booleanAttribute, ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import type { ServerAddressDto } from '@sky/api-client';
import { CopyButton } from '@sky/ui';

/** Addresses and subnets as rows, each to be copied. */
@Component({
  selector: 'portal-address-table',
  imports: [CopyButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <table class="table two-line">
      <thead>
        <tr>
          <th scope="col">Address</th>
          @if (namesServers()) {
            <th scope="col">Server</th>
          }
          <th scope="col">Reverse name</th>
          <th scope="col">Gateway</th>
          <th scope="col">Network card</th>
        </tr>
      </thead>
      <tbody>
        @for (row of rows(); track row.text) {
          <tr>
            <td class="at-name">
              <span class="address"
                ><span class="muted kind">IPv{{ row.version }}</span> <span class="name">{{ row.text }}</span><ui-copy-button
                  [text]="row.text"
                  what="address"
              /></span>
            </td>
            @if (namesServers()) {
              <td class="at-state">
                <a class="row-link" [routerLink]="['/servers', row.serverId, 'network']">{{ row.serverName }}</a>
              </td>
            }
            <td class="at-rate">
              @if (row.reverseName) {
                {{ row.reverseName }}
              } @else {
                <span class="muted">{{ row.version === 4 ? 'No reverse name known' : '' }}</span>
              }
            </td>
            <td class="muted">{{ row.gateway ?? 'Not known' }}</td>
            <td class="muted">{{ row.card }}</td>
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
    .address {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      max-width: 100%;
      font-variant-numeric: tabular-nums;
    }
    .name {
      overflow-wrap: anywhere;
      white-space: normal;
    }
    .kind {
      font: var(--text-12);
    }
  `,
})
export class AddressTable {
  readonly addresses = input.required<readonly ServerAddressDto[]>();
  /** Says whose they are, where several servers stand together. */
  readonly namesServers = input(false, { transform: booleanAttribute });

  protected readonly rows = computed(() =>
    this.addresses().map(row => ({
      ...row,
      text: row.version === 6 && row.prefix !== null ? `${row.address}/${row.prefix}` : row.address,
      card: [row.interfaceName, row.mac].filter(Boolean).join(' · ') || 'Not known',
    })),
  );
}
