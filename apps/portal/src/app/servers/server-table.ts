import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';

import type { ServerDto } from '@sky/api-client';
import { Age, CopyButton, MoneyPipe, monthInWords, Now, RatePipe, ServerStateLabel } from '@sky/ui';

import { planInWords } from '../public/plans/plan-words';
import { FavouriteButton } from './labels/favourite-button';
import { TagLinks } from './labels/tag-links';
import { actionInWords, isStale, isUnderWay } from './server-facts';

/** A customer's servers as rows; two lines each on phones. */
@Component({
  selector: 'portal-server-table',
  imports: [Age, CopyButton, FavouriteButton, MoneyPipe, RatePipe, RouterLink, ServerStateLabel, TagLinks],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './server-table.html',
  styles: `
    :host {
      display: block;
      overflow-x: auto;
    }
    .called {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 6px;
      max-width: 320px;
      margin-left: -6px;
    }
    @media (max-width: 719px) {
      .called {
        margin-left: -14px;
      }
    }
    .address {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class ServerTable {
  readonly servers = input.required<readonly ServerDto[]>();
  /** A mark on one of them was changed. */
  readonly changed = output();

  private readonly now = inject(Now);
  private readonly moment = computed(() => new Date(this.now.quarter()));
  protected readonly month = computed(() => monthInWords(this.moment()));
  protected readonly rows = computed(() =>
    this.servers().map(server => ({
      server,
      isStale: isStale(server, this.now.real()),
      plan: `${server.package.name} · ${planInWords(server.package)}`,
      note: server.action && isUnderWay(server.action) ? actionInWords(server.action, this.now.real()) : '',
    })),
  );
}
