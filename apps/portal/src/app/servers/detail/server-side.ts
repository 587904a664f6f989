import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import type { ServerDetailDto } from '@sky/api-client';
import { CopyButton, dayInWords, Moment, MoneyPipe, monthInWords, Now, Panel, RatePipe } from '@sky/ui';

import { trafficInWords } from '../../public/plans/plan-words';

/** Addresses to copy, and the cost. */
@Component({
  selector: 'portal-server-side',
  imports: [CopyButton, MatButton, Moment, MoneyPipe, Panel, RatePipe, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  templateUrl: './server-side.html',
  styles: `
    .address {
      padding: 8px 8px 8px 16px;
    }
    .address + .address {
      border-top: var(--border);
    }
    .address .row {
      min-height: 28px;
      font: 500 13px/20px var(--font-sans);
      font-variant-numeric: tabular-nums;
    }
    .text {
      flex: 1;
      min-width: 0;
      overflow-wrap: anywhere;
    }
    .nothing {
      padding: 12px 16px;
      font: var(--text-13);
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class ServerSide {
  readonly server = input.required<ServerDetailDto>();

  private readonly now = inject(Now);
  private readonly moment = computed(() => new Date(this.now.quarter()));
  protected readonly month = computed(() => monthInWords(this.moment()));
  protected readonly since = computed(() => dayInWords(new Date(this.server().createdAt), this.moment()));
  protected readonly hours = computed(() => `${this.server().charges.hours} h`);
  protected readonly traffic = computed(() => trafficInWords(this.server().package.trafficGb));
  protected readonly addresses = computed(() =>
    this.server().addresses.map(address => ({ address, kind: address.includes(':') ? 'IPv6' : 'IPv4' })),
  );
  protected readonly command = computed(() => {
    const address = this.server().addresses.find(one => !one.includes(':'));
    const isWindows = /windows/i.test(this.server().operatingSystem ?? '');
    return address && !isWindows ? `ssh root@${address}` : '';
  });
}
