import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listSharedServers, type PowerAction, powerServer, type SharedServerDto } from '@sky/api-client';
import { Live, pagedList, refusalOf } from '@sky/session';
import { addressFilters, Confirmations, Listing, Moment, PageHeader, Panel, ServerStateLabel, Toasts } from '@sky/ui';

const PAGE_SIZE = 50;

/** Servers of other people that the reader may use for a while: no more than the switch and the console. */
@Component({
  selector: 'portal-shared-servers-page',
  imports: [Listing, MatButton, Moment, PageHeader, Panel, RouterLink, ServerStateLabel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  templateUrl: './shared-servers-page.html',
})
export class SharedServersPage {
  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly toasts = inject(Toasts);

  protected readonly parents = [{ label: 'Servers', link: '/servers' }];
  protected readonly size = PAGE_SIZE;
  protected readonly filters = addressFilters();
  protected readonly isBusy = signal(false);
  protected readonly list = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listSharedServers, params),
  );

  constructor() {
    inject(Live).on('server', () => this.list.reload());
  }

  protected async start(server: SharedServerDto): Promise<void> {
    this.isBusy.set(true);
    const problem = await this.power(server, 'boot');
    this.isBusy.set(false);
    if (problem) this.toasts.failed(problem);
    else this.toasts.done(`${server.name} is starting.`);
  }

  protected async restart(server: SharedServerDto): Promise<void> {
    await this.confirmations.ask({
      title: `Restart ${server.name}?`,
      body: `It belongs to ${server.ownerUsername}. What runs on it is not reachable for a minute or two.`,
      confirm: 'Restart',
      keep: 'Leave it running',
      tone: 'plain',
      act: () => this.power(server, 'restart'),
    });
  }

  /** Why it was refused, in a sentence; nothing when it is under way. */
  private async power({ serverId: id }: SharedServerDto, action: PowerAction): Promise<string | undefined> {
    const problem = await refusalOf(() => this.api.invoke(powerServer, { id, action }));
    this.list.reload();
    return problem;
  }
}
