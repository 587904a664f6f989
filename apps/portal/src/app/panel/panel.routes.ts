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
    path: 'servers/addresses',
    canActivate: ACTIVE,
    title: 'Addresses',
    loadComponent: () => import('../servers/possessions/addresses-page').then(page => page.AddressesPage),
  },
  {
    path: 'servers/disks',
    canActivate: ACTIVE,
    title: 'Disks',
    loadComponent: () => import('../servers/possessions/disks-page').then(page => page.DisksPage),
  },
  {
    path: 'servers/shared',
    canActivate: ACTIVE,
    title: 'Shared with you',
    loadComponent: () => import('../servers/sharing/shared-servers-page').then(page => page.SharedServersPage),
  },
  // Before the frame: the console has the whole screen.
  {
    path: 'servers/:id/console',
    pathMatch: 'full',
    canActivate: ACTIVE,
    title: 'Console',
    loadComponent: () => import('../servers/console/console-page').then(page => page.ConsolePage),
  },
  {
    path: 'servers/:id',
    canActivate: ACTIVE,
    loadChildren: () => import('../servers/detail/server.routes').then(({ serverRoutes }) => serverRoutes),
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
