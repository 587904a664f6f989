import type { Routes } from '@angular/router';

import { notSuspended } from '@sky/session';

const ACTIVE = [notSuspended('/billing')];

/** The pages that need a verified email: credit and servers. Somebody suspended reads billing and nothing else. */
export const panelRoutes: Routes = [
  {
    path: 'overview',
    canActivate: ACTIVE,
    title: 'Overview',
    loadComponent: () => import('../overview/overview-page').then(page => page.OverviewPage),
  },
  {
    path: 'servers',
    canActivate: ACTIVE,
    title: 'Servers',
    loadComponent: () => import('../servers/list/server-list-page').then(page => page.ServerListPage),
  },
  {
    path: 'servers/order',
    canActivate: ACTIVE,
    title: 'Order a server',
    loadComponent: () => import('../servers/order/order-page').then(page => page.OrderPage),
  },
  {
    path: 'servers/:id',
    canActivate: ACTIVE,
    title: 'Server',
    loadComponent: () => import('../servers/detail/server-page').then(page => page.ServerPage),
  },
  {
    path: 'servers/:id/traffic',
    canActivate: ACTIVE,
    title: 'Traffic',
    loadComponent: () => import('../servers/traffic/traffic-page').then(page => page.TrafficPage),
  },
  {
    path: 'servers/:id/activity',
    canActivate: ACTIVE,
    title: 'Activity',
    loadComponent: () => import('../servers/activity/activity-page').then(page => page.ActivityPage),
  },
  {
    path: 'servers/:id/console',
    canActivate: ACTIVE,
    title: 'Console',
    loadComponent: () => import('../servers/console/console-page').then(page => page.ConsolePage),
  },
  {
    path: 'servers/:id/console/access',
    canActivate: ACTIVE,
    title: 'Console access',
    loadComponent: () => import('../servers/console/console-access-page').then(page => page.ConsoleAccessPage),
  },
  {
    path: 'shared-console/:token',
    canActivate: ACTIVE,
    title: 'Shared console',
    loadComponent: () => import('../servers/console/shared-console-page').then(page => page.SharedConsolePage),
  },
  {
    path: 'billing',
    loadComponent: () => import('../billing/billing-frame').then(page => page.BillingFrame),
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'Billing',
        loadComponent: () => import('../billing/billing-page').then(page => page.BillingPage),
      },
      {
        path: 'usage',
        title: 'Usage',
        loadComponent: () => import('../billing/usage/usage-page').then(page => page.UsagePage),
      },
      {
        path: 'automatic-top-up',
        title: 'Automatic top-up',
        loadComponent: () => import('../billing/automatic/automatic-page').then(page => page.AutomaticPage),
      },
      {
        path: 'statements',
        title: 'Statements',
        loadComponent: () => import('../billing/statements/statements-page').then(page => page.StatementsPage),
      },
    ],
  },
  {
    path: 'billing/transfers/:id',
    title: 'Bank transfer',
    loadComponent: () => import('../billing/transfer-page').then(page => page.TransferPage),
  },
  {
    path: 'billing/transactions/:id',
    title: 'Transaction',
    loadComponent: () => import('../billing/transaction-page').then(page => page.TransactionPage),
  },
  {
    path: 'billing/paypal/return',
    title: 'Payment',
    loadComponent: () => import('../billing/payment-return-page').then(page => page.PaymentReturnPage),
  },
  {
    path: 'billing/paypal/cancel',
    title: 'Payment cancelled',
    loadComponent: () => import('../billing/payment-cancel-page').then(page => page.PaymentCancelPage),
  },
];
