import type { Routes } from '@angular/router';

import { needs } from '@sky/session';

/** The pages of the console, each with what its role has to include. */
export const consoleRoutes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Overview',
    data: needs('overview.read'),
    loadComponent: () => import('../overview/overview-page').then(page => page.OverviewPage),
  },
  {
    path: 'users',
    title: 'Users',
    data: needs('users.read'),
    loadComponent: () => import('../users/users-page').then(page => page.UsersPage),
  },
  {
    path: 'users/:id',
    title: 'User',
    data: needs('users.read'),
    loadComponent: () => import('../users/user-page').then(page => page.UserPage),
  },
  {
    path: 'api-keys',
    title: 'API keys',
    data: needs('keys.read'),
    loadComponent: () => import('../api-keys/api-keys-page').then(page => page.ApiKeysPage),
  },
  {
    path: 'api-keys/:id',
    title: 'API key',
    data: needs('keys.read'),
    loadComponent: () => import('../api-keys/api-key-page').then(page => page.ApiKeyPage),
  },
  {
    path: 'servers',
    title: 'Servers',
    data: needs('servers.read'),
    loadComponent: () => import('../servers/servers-page').then(page => page.ServersPage),
  },
  {
    path: 'servers/:id',
    title: 'Server',
    data: needs('servers.read'),
    loadComponent: () => import('../servers/server-page').then(page => page.ServerPage),
  },
  {
    path: 'transactions',
    title: 'Transactions',
    data: needs('billing.read'),
    loadComponent: () => import('../money/transactions-page').then(page => page.TransactionsPage),
  },
  {
    path: 'payments',
    title: 'Payments',
    data: needs('billing.read'),
    loadComponent: () => import('../money/payments-page').then(page => page.PaymentsPage),
  },
  {
    path: 'webhooks',
    title: 'Webhooks',
    data: needs('billing.read'),
    loadComponent: () => import('../money/webhooks-page').then(page => page.WebhooksPage),
  },
  {
    path: 'packages',
    title: 'Packages and prices',
    data: needs('catalogue.read'),
    loadComponent: () => import('../packages/packages-page').then(page => page.PackagesPage),
  },
  {
    path: 'audit',
    title: 'Audit log',
    data: needs('audit.read'),
    loadComponent: () => import('../audit/audit-page').then(page => page.AuditPage),
  },
  {
    path: 'security',
    title: 'Security',
    data: needs('security.read'),
    loadComponent: () => import('../security/security-page').then(page => page.SecurityPage),
  },
  {
    path: 'jobs',
    title: 'Jobs',
    data: needs('jobs.read'),
    loadComponent: () => import('../jobs/jobs-page').then(page => page.JobsPage),
  },
  {
    path: 'second-factor',
    title: 'Second factor',
    data: needs('security.read'),
    loadComponent: () => import('../second-factor/second-factor-page').then(page => page.SecondFactorPage),
  },
  {
    path: 'roles',
    title: 'Roles',
    data: needs('users.read'),
    loadComponent: () => import('../roles/roles-page').then(page => page.RolesPage),
  },
  {
    path: 'settings',
    title: 'Settings',
    data: needs('settings.read'),
    loadComponent: () => import('../settings/settings-page').then(page => page.SettingsPage),
  },
  {
    path: 'notifications',
    title: 'Notifications',
    loadComponent: () => import('../notifications/notifications-page').then(page => page.NotificationsPage),
  },
  { path: 'no-access', title: 'No access', loadComponent: () => import('./no-access-page').then(page => page.NoAccessPage) },
  {
    path: 'account',
    title: 'Your account',
    loadComponent: () => import('../account/account-page').then(page => page.AccountPage),
  },
  {
    path: 'test-clock',
    title: 'Test clock',
    data: needs('clock.write'),
    loadComponent: () => import('../test-clock/test-clock-page').then(page => page.TestClockPage),
  },
  { path: '**', title: 'Not found', loadComponent: () => import('./not-found-page').then(page => page.NotFoundPage) },
];
