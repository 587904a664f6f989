import type { Routes } from '@angular/router';

/** The pages of one server, under one heading with its state. Each is fetched when its tab is first opened. */
export const serverRoutes: Routes = [
  {
    path: '',
    loadComponent: () => import('./server-frame').then(page => page.ServerFrame),
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'Server',
        loadComponent: () => import('./overview-tab').then(page => page.OverviewTab),
      },
      {
        path: 'traffic',
        title: 'Traffic',
        loadComponent: () => import('../traffic/traffic-page').then(page => page.TrafficPage),
      },
      {
        path: 'network',
        title: 'Network and disks',
        loadComponent: () => import('../possessions/network-tab').then(page => page.NetworkTab),
      },
      {
        path: 'rebuild',
        title: 'Rebuild',
        loadComponent: () => import('../rebuild/rebuild-tab').then(page => page.RebuildTab),
      },
      {
        path: 'console/access',
        title: 'Access',
        loadComponent: () => import('../console/console-access-page').then(page => page.ConsoleAccessPage),
      },
      {
        path: 'activity',
        title: 'Activity',
        loadComponent: () => import('../activity/activity-page').then(page => page.ActivityPage),
      },
      {
        path: 'settings',
        title: 'Server settings',
        loadComponent: () => import('../labels/settings-tab').then(page => page.SettingsTab),
      },
    ],
  },
];
