import type { Routes } from '@angular/router';

import { guest, signedIn, verified, withSecondFactor } from '@sky/session';

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
        path: 'forgot-password',
        title: 'Forgotten password',
        loadComponent: () => import('./public/recovery/forgot-password-page').then(page => page.ForgotPasswordPage),
      },
      {
        path: 'reset-password',
        title: 'Set a new password',
        loadComponent: () => import('./public/recovery/reset-password-page').then(page => page.ResetPasswordPage),
      },
      {
        path: 'confirm-email',
        title: 'Confirm your new email',
        loadComponent: () => import('./public/verify/confirm-email-page').then(page => page.ConfirmEmailPage),
      },
      {
        path: 'not-me',
        title: 'This was not me',
        loadComponent: () => import('./public/recovery/not-me-page').then(page => page.NotMePage),
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
    canActivateChild: [withSecondFactor('/account/security')],
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
