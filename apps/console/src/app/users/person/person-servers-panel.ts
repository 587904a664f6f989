import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listAllServers } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { EmptyState, Failure, MoneyPipe, Panel, ServerStateLabel, SkeletonRows } from '@sky/ui';

/** The servers of one person. */
@Component({
  selector: 'console-person-servers-panel',
  imports: [EmptyState, Failure, MatButton, MoneyPipe, Panel, RouterLink, ServerStateLabel, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './person-servers-panel.html',
  styles: `
    :host {
      display: block;
    }
  `,
})
export class PersonServersPanel {
  readonly userId = input.required<number>();

  private readonly api = inject(Api);

  protected readonly servers = resource({
    params: () => this.userId(),
    loader: ({ params: userId }) => this.api.invoke(listAllServers, { userId, limit: 20 }),
  });
  protected readonly rows = computed(() => (this.servers.hasValue() ? this.servers.value().data : []));
  protected readonly problem = computed(() => problemOf(this.servers.error()));
}
