import type { Routes } from '@angular/router';

import { verified } from '@sky/session';

/** The pages about the customer themselves; they need no confirmed email. */
export const accountRoutes: Routes = [
  {
    path: '',
    loadComponent: () => import('./account-frame').then(page => page.AccountFrame),
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'Profile',
        loadComponent: () => import('./profile/profile-page').then(page => page.ProfilePage),
      },
      {
        path: 'security',
        title: 'Security',
        loadComponent: () => import('./security/security-page').then(page => page.SecurityPage),
      },
      {
        path: 'api-keys',
        title: 'API keys',
        canActivate: [verified],
        loadComponent: () => import('./api-keys/api-keys-page').then(page => page.ApiKeysPage),
      },
      {
        path: 'ssh-keys',
        title: 'SSH keys',
        canActivate: [verified],
        loadComponent: () => import('./ssh-keys/ssh-keys-page').then(page => page.SshKeysPage),
      },
      {
        path: 'notifications',
        title: 'Notifications',
        loadComponent: () => import('./notifications/notifications-page').then(page => page.NotificationsPage),
      },
      {
        path: 'data',
        title: 'Your data',
        loadComponent: () => import('./data/data-page').then(page => page.DataPage),
      },
    ],
  },
];
