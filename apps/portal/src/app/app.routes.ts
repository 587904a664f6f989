import type { Routes } from '@angular/router';

import { guest, signedIn, verified } from '@sky/session';

/** Where everything in the portal lives. Each page is fetched when it is first opened. */
export const routes: Routes = [
  {
    path: '',
    loadComponent: () => import('./public/public-frame').then(page => page.PublicFrame),
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'Servers by the hour',
        canActivate: [guest],
        loadComponent: () => import('./public/landing/landing-page').then(page => page.LandingPage),
      },
      {
        path: 'plans',
        title: 'Plans and prices',
        loadComponent: () => import('./public/plans/plans-page').then(page => page.PlansPage),
      },
      {
        path: 'sign-in',
        title: 'Sign in',
        canActivate: [guest],
        loadComponent: () => import('./public/sign-in/sign-in-page').then(page => page.SignInPage),
      },
      {
        path: 'register',
        title: 'Create an account',
        canActivate: [guest],
        loadComponent: () => import('./public/register/register-page').then(page => page.RegisterPage),
      },
      {
        path: 'verify',
        title: 'Confirm your email',
        loadComponent: () => import('./public/verify/verify-page').then(page => page.VerifyPage),
      },
    ],
  },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./panel/portal-frame').then(page => page.PortalFrame),
    children: [
      { path: 'account', loadChildren: () => import('./account/account.routes').then(({ accountRoutes }) => accountRoutes) },
      {
        path: '',
        canActivate: [verified],
        loadChildren: () => import('./panel/panel.routes').then(({ panelRoutes }) => panelRoutes),
      },
    ],
  },
  { path: '**', title: 'Not found', loadComponent: () => import('./public/not-found-page').then(page => page.NotFoundPage) },
];
