import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink, RouterOutlet } from '@angular/router';

import { Age, Failure, Icon, PageHeader, type PageTab, PageTabs, Panel, ServerStateLabel, SkeletonRows } from '@sky/ui';

import { planInWords } from '../../public/plans/plan-words';
import { FavouriteButton } from '../labels/favourite-button';
import { TagLinks } from '../labels/tag-links';
import { OpenServer } from './open-server';
import { PowerMenu } from './power-menu';
import { ServerMenu } from './server-menu';
import { ServerNotices } from './server-notices';

/** One server: its name and state with its age, what can be done to it, what is being done to it, and its pages. */
@Component({
  selector: 'portal-server-frame',
  imports: [
    Age,
    Failure,
    FavouriteButton,
    Icon,
    MatButton,
    PageHeader,
    PageTabs,
    Panel,
    PowerMenu,
    RouterLink,
    RouterOutlet,
    ServerMenu,
    ServerNotices,
    ServerStateLabel,
    SkeletonRows,
    TagLinks,
  ],
  providers: [OpenServer],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  templateUrl: './server-frame.html',
  styles: `
    .header {
      align-items: flex-start;
    }
    .facts-line {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 8px;
      flex-basis: 100%;
      margin-top: -4px;
      font: var(--text-13);
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class ServerFrame {
  protected readonly open = inject(OpenServer);
  protected readonly parents = [{ label: 'Servers', link: '/servers' }];

  protected readonly tabs = computed<PageTab[]>(() => {
    const link = `/servers/${this.open.id()}`;
    return [
      { label: 'Overview', link, exact: true },
      { label: 'Traffic', link: `${link}/traffic` },
      { label: 'Network', link: `${link}/network` },
      { label: 'Rebuild', link: `${link}/rebuild` },
      { label: 'Access', link: `${link}/console/access` },
      { label: 'Activity', link: `${link}/activity` },
      { label: 'Settings', link: `${link}/settings` },
    ];
  });
  protected readonly facts = computed(() => {
    const server = this.open.server();
    if (!server) return '';
    return [server.package.name, planInWords(server.package), server.location.name, server.operatingSystem]
      .filter(Boolean)
      .join(' · ');
  });
  protected readonly hasConsole = computed(() => this.open.hasFigures() && this.open.server()?.state !== 'suspended');

  protected reload(): void {
    this.open.reload();
  }
}
