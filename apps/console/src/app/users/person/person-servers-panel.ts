import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listAllServers } from '@sky/api-client';
import { pagedList } from '@sky/session';
import { Listing, MoneyPipe, Panel, ServerStateLabel } from '@sky/ui';

/** The servers of one person. */
@Component({
  selector: 'console-person-servers-panel',
  imports: [Listing, MatButton, MoneyPipe, Panel, RouterLink, ServerStateLabel],
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

  protected readonly servers = pagedList(
    () => this.userId(),
    userId => this.api.invoke(listAllServers, { userId, limit: 20 }),
  );
}
