import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { Router, RouterLink, RouterOutlet } from '@angular/router';

import { Api, listServers } from '@sky/api-client';
import { HostSettings, Live, Session } from '@sky/session';
import { Palette, type Person, type Place, PortalShell } from '@sky/ui';

import { CustomerCredit } from './customer-credit';
import { PortalCommands } from './portal-commands';

/** The frame around everything a customer does. */
@Component({
  selector: 'portal-frame',
  imports: [PortalShell, RouterLink, RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './portal-frame.html',
  styles: `
    .strip {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 32px;
      padding: 4px var(--gutter);
      background: var(--sky-warning-container);
      border-bottom: 1px solid var(--sky-warning-edge);
      font: var(--text-13);
    }
  `,
})
export class PortalFrame {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly palette = inject(Palette);
  private readonly commands = inject(PortalCommands);
  protected readonly session = inject(Session);
  protected readonly host = inject(HostSettings);
  protected readonly live = inject(Live);
  protected readonly credit = inject(CustomerCredit);

  private readonly servers = resource({
    params: () => (this.session.isVerified() ? {} : undefined),
    loader: () => this.api.invoke(listServers, { limit: 1 }),
  });
  private readonly serverCount = computed(() =>
    this.servers.hasValue() ? this.servers.value().pagination.totalItems : undefined,
  );

  protected readonly places = computed<Place[]>(() => {
    const count = this.serverCount();
    return [
      { label: 'Overview', icon: 'overview', link: '/overview' },
      { label: 'Servers', icon: 'servers', link: '/servers', ...(count !== undefined && { count }) },
      { label: 'Order', icon: 'order', link: '/servers/order', phoneOnly: true },
      { label: 'Billing', icon: 'billing', link: '/billing' },
      { label: 'Account', icon: 'account', link: '/account', group: 'Account' },
    ];
  });
  protected readonly person = computed<Person>(() => {
    const user = this.session.user();
    return { name: user?.fullName ?? '', detail: user?.email ?? '' };
  });

  constructor() {
    this.live.on('server', () => this.servers.reload());
    this.live.on('user', () => void this.session.reload());
  }

  protected search(): void {
    void this.palette.open(this.commands);
  }

  protected async signOut(): Promise<void> {
    await this.session.signOut().catch(() => undefined);
    await this.router.navigateByUrl('/sign-in');
  }
}
