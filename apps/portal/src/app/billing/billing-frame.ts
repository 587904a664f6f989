import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';

import { PageHeader, type PageTab, PageTabs } from '@sky/ui';

import { DebtBanner } from './debt/debt-banner';

const TABS: readonly PageTab[] = [
  { label: 'Overview', link: '/billing', exact: true },
  { label: 'Usage', link: '/billing/usage' },
  { label: 'Statements', link: '/billing/statements' },
  { label: 'Automatic top-up', link: '/billing/automatic-top-up' },
];

/** The pages about money under one heading, with the way between them. */
@Component({
  selector: 'portal-billing-frame',
  imports: [DebtBanner, PageHeader, PageTabs, RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  template: `
    <ui-page-header heading="Billing" />
    <ui-page-tabs label="Billing" [tabs]="tabs" />
    <portal-debt-banner />
    <router-outlet />
  `,
})
export class BillingFrame {
  protected readonly tabs = TABS;
}
