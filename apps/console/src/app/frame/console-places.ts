import { computed, inject, Injectable } from '@angular/core';

import type { Permission } from '@sky/api-client';
import { HostSettings, Session } from '@sky/session';
import type { Place } from '@sky/ui';

/** A place of the console, and what somebody needs to be shown it. */
export interface ConsolePlace extends Place {
  readonly permission: Permission;
}

/** Every place of the console, in the order of the navigation. A place needs what its page asks of the API. */
export const CONSOLE_PLACES: readonly ConsolePlace[] = [
  { label: 'Overview', icon: 'chart', link: '/', exact: true, permission: 'overview.read' },
  { label: 'Users', icon: 'users', link: '/users', permission: 'users.read' },
  { label: 'Servers', icon: 'servers', link: '/servers', permission: 'servers.read' },
  { label: 'Server actions', icon: 'jobs', link: '/server-actions', permission: 'servers.read' },
  { label: 'Hypervisors', icon: 'servers', link: '/hypervisors', permission: 'servers.read' },
  { label: 'Orphans', icon: 'servers', link: '/orphans', permission: 'servers.read' },
  { label: 'Console sessions', icon: 'console', link: '/console-sessions', permission: 'servers.read' },
  { label: 'API keys', icon: 'key', link: '/api-keys', permission: 'keys.read' },
  { label: 'Money', icon: 'chart', link: '/money', group: 'Money', permission: 'billing.read' },
  { label: 'Transactions', icon: 'billing', link: '/transactions', group: 'Money', permission: 'billing.read' },
  { label: 'Payments', icon: 'payments', link: '/payments', group: 'Money', permission: 'billing.read' },
  { label: 'Refunds and disputes', icon: 'payments', link: '/refunds', group: 'Money', permission: 'billing.read' },
  { label: 'Settlement', icon: 'payments', link: '/settlement', group: 'Money', permission: 'billing.read' },
  { label: 'Credit by staff', icon: 'users', link: '/credits', group: 'Money', permission: 'billing.read' },
  { label: 'Promo codes', icon: 'plans', link: '/promo-codes', group: 'Money', permission: 'billing.read' },
  { label: 'Reconciliation', icon: 'audit', link: '/reconciliation', group: 'Money', permission: 'billing.read' },
  { label: 'Billing runs', icon: 'clock', link: '/billing-runs', group: 'Money', permission: 'billing.read' },
  { label: 'Debtors', icon: 'users', link: '/debtors', group: 'Money', permission: 'billing.read' },
  { label: 'Meters', icon: 'chart', link: '/meters', group: 'Money', permission: 'billing.read' },
  { label: 'Tax rates', icon: 'billing', link: '/tax-rates', group: 'Money', permission: 'billing.read' },
  { label: 'Packages and prices', icon: 'plans', link: '/packages', group: 'Catalogue', permission: 'catalogue.read' },
  { label: 'Jobs', icon: 'jobs', link: '/jobs', group: 'System', permission: 'jobs.read' },
  { label: 'VirtFusion', icon: 'servers', link: '/virtfusion', group: 'System', permission: 'jobs.read' },
  { label: 'Webhooks', icon: 'webhooks', link: '/webhooks', group: 'System', permission: 'billing.read' },
  { label: 'Roles', icon: 'users', link: '/roles', group: 'System', permission: 'users.read' },
  { label: 'Second factor', icon: 'key', link: '/second-factor', group: 'System', permission: 'security.read' },
  { label: 'Audit log', icon: 'audit', link: '/audit', group: 'System', permission: 'audit.read' },
  { label: 'Security', icon: 'security', link: '/security', group: 'System', permission: 'security.read' },
  { label: 'Settings', icon: 'settings', link: '/settings', group: 'System', permission: 'settings.read' },
  { label: 'Test clock', icon: 'clock', link: '/test-clock', group: 'System', permission: 'clock.write' },
];

/** The places that whoever is signed in may open. The test clock exists only in a demo. */
@Injectable({ providedIn: 'root' })
export class ConsolePlaces {
  private readonly session = inject(Session);
  private readonly host = inject(HostSettings);

  readonly open = computed(() =>
    CONSOLE_PLACES.filter(
      ({ link, permission }) =>
        this.session.may(permission) && (link !== '/test-clock' || (this.host.value()?.testClock ?? false)),
    ),
  );
}
