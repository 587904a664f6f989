import type { Routes } from '@angular/router';

/** The pages of the console. */
export const consoleRoutes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Overview',
    loadComponent: () => import('../overview/overview-page').then(page => page.OverviewPage),
  },
  { path: 'users', title: 'Users', loadComponent: () => import('../users/users-page').then(page => page.UsersPage) },
  { path: 'users/:id', title: 'User', loadComponent: () => import('../users/user-page').then(page => page.UserPage) },
  { path: 'servers', title: 'Servers', loadComponent: () => import('../servers/servers-page').then(page => page.ServersPage) },
  { path: 'servers/:id', title: 'Server', loadComponent: () => import('../servers/server-page').then(page => page.ServerPage) },
  {
    path: 'transactions',
    title: 'Transactions',
    loadComponent: () => import('../money/transactions-page').then(page => page.TransactionsPage),
  },
  { path: 'payments', title: 'Payments', loadComponent: () => import('../money/payments-page').then(page => page.PaymentsPage) },
  { path: 'webhooks', title: 'Webhooks', loadComponent: () => import('../money/webhooks-page').then(page => page.WebhooksPage) },
  {
    path: 'packages',
    title: 'Packages and prices',
    loadComponent: () => import('../packages/packages-page').then(page => page.PackagesPage),
  },
  { path: 'jobs', title: 'Jobs', loadComponent: () => import('../jobs/jobs-page').then(page => page.JobsPage) },
  {
    path: 'test-clock',
    title: 'Test clock',
    loadComponent: () => import('../test-clock/test-clock-page').then(page => page.TestClockPage),
  },
  { path: '**', title: 'Not found', loadComponent: () => import('./not-found-page').then(page => page.NotFoundPage) },
];
