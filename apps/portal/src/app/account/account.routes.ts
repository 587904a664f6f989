import type { Routes } from '@angular/router';

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
    ],
  },
];
