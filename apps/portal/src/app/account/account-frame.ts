import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';

import { PageHeader, type PageTab, PageTabs } from '@sky/ui';

/** Heading and tabs around the pages of the account. */
@Component({
  selector: 'portal-account-frame',
  imports: [PageHeader, PageTabs, RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  template: `
    <ui-page-header heading="Account" />
    <ui-page-tabs label="Account" [tabs]="tabs" />
    <router-outlet />
  `,
})
export class AccountFrame {
  protected readonly tabs: readonly PageTab[] = [
    { label: 'Profile', link: '/account', exact: true },
    { label: 'Security', link: '/account/security' },
    { label: 'SSH keys', link: '/account/ssh-keys' },
    { label: 'API keys', link: '/account/api-keys' },
    { label: 'Notifications', link: '/account/notifications' },
    { label: 'Your data', link: '/account/data' },
  ];
}
