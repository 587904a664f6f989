import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Banner, Panel, Timeline } from '@sky/ui';

import { HistoryPanel } from '../history/history-panel';
import { TrafficPanel } from '../traffic/traffic-panel';
import { OpenServer } from './open-server';
import { ServerSide } from './server-side';

/** What a server does now, what happened to it, how it is reached and what it costs. */
@Component({
  selector: 'portal-overview-tab',
  imports: [Banner, HistoryPanel, MatButton, Panel, RouterLink, ServerSide, Timeline, TrafficPanel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './overview-tab.html',
  styles: `
    .inside {
      padding: 14px 16px;
    }
    .nothing {
      padding: 16px;
      font: var(--text-13);
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class OverviewTab {
  protected readonly open = inject(OpenServer);

  /** A build is read from its beginning, a history from its end. */
  protected readonly timeline = computed(() => {
    const entries = this.open.server()?.timeline ?? [];
    return this.open.isBuilding()
      ? [...entries].sort((first, second) => first.at.localeCompare(second.at) || first.id - second.id)
      : entries;
  });
}
