import type { Routes } from '@angular/router';

import { staff, withPermission, withSecondFactor } from '@sky/session';

/** Where everything in the console lives. Each page is fetched when it is first opened. */
export const routes: Routes = [
  { path: 'sign-in', title: 'Sign in', loadComponent: () => import('./sign-in/sign-in-page').then(page => page.SignInPage) },
  {
    path: '',
    canActivate: [staff],
    canActivateChild: [withSecondFactor('/account'), withPermission('/no-access')],
    loadComponent: () => import('./frame/console-frame').then(page => page.ConsoleFrame),
    loadChildren: () => import('./frame/console.routes').then(({ consoleRoutes }) => consoleRoutes),
  },
];
