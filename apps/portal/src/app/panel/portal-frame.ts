import { ChangeDetectionStrategy, Component, computed, DOCUMENT, effect, inject, resource } from '@angular/core';
import { Router, RouterLink, RouterOutlet } from '@angular/router';

import { Api, listServers, stopImpersonation } from '@sky/api-client';
import { HostSettings, Live, News, Session, SessionEnd } from '@sky/session';
import { EndingStrip, NewsButton, Palette, type Person, type Place, PortalShell, Viewer } from '@sky/ui';

import { CustomerCredit } from './customer-credit';
import { PortalCommands } from './portal-commands';

/** The frame around everything a customer does. */
@Component({
  selector: 'portal-frame',
  imports: [EndingStrip, NewsButton, PortalShell, RouterLink, RouterOutlet],
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
    .leave {
      flex: none;
    }
  `,
})
export class PortalFrame {
  private readonly api = inject(Api);
  private readonly document = inject(DOCUMENT);
  private readonly router = inject(Router);
  private readonly palette = inject(Palette);
  private readonly commands = inject(PortalCommands);
  protected readonly session = inject(Session);
  protected readonly host = inject(HostSettings);
  protected readonly live = inject(Live);
  protected readonly news = inject(News);
  protected readonly end = inject(SessionEnd);
  protected readonly credit = inject(CustomerCredit);

  private readonly servers = resource({
    params: () => (this.session.isVerified() && !this.session.isSuspended() ? {} : undefined),
    loader: () => this.api.invoke(listServers, { limit: 1 }),
  });
  private readonly serverCount = computed(() =>
    this.servers.hasValue() ? this.servers.value().pagination.totalItems : undefined,
  );

  protected readonly places = computed<Place[]>(() => {
    const count = this.serverCount();
    const rest: Place[] = [
      { label: 'Billing', icon: 'billing', link: '/billing' },
      { label: 'Account', icon: 'account', link: '/account', group: 'Account' },
    ];
    if (this.session.isSuspended()) return rest;
    return [
      { label: 'Overview', icon: 'overview', link: '/overview' },
      { label: 'Servers', icon: 'servers', link: '/servers', ...(count !== undefined && { count }) },
      { label: 'Order', icon: 'order', link: '/servers/order', phoneOnly: true },
      ...rest,
    ];
  });
  protected readonly person = computed<Person>(() => {
    const user = this.session.user();
    return { name: user?.fullName ?? '', detail: user?.email ?? '' };
  });

  constructor() {
    const viewer = inject(Viewer);
    effect(() => viewer.follow(this.session.user()));
    this.live.on('server', () => this.servers.reload());
    this.live.on('user', () => void this.session.reload());
  }

  /** Ends a look with the customer's eyes: this browser becomes the staff member's again. */
  protected async stopLooking(): Promise<void> {
    const { userId } = await this.api.invoke(stopImpersonation);
    this.document.location.assign(`/admin/users/${userId}`);
  }

  protected search(): void {
    void this.palette.open(this.commands);
  }

  protected async signOut(): Promise<void> {
    await this.session.signOut().catch(() => undefined);
    await this.router.navigateByUrl('/sign-in');
  }
}
