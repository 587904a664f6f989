import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listAllConsoleVisits } from '@sky/api-client';
import { pagedList } from '@sky/session';
import { Listing, Moment, Panel, Tag } from '@sky/ui';

import { VISIT_WORDS } from '../../console-sessions/visit-words';

const NEWEST = 5;

/** The newest visits to a server's console. */
@Component({
  selector: 'console-server-visits-panel',
  imports: [Listing, MatButton, Moment, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-panel heading="Console visits">
      <a
        actions
        matButton="text"
        class="small"
        routerLink="/console-sessions"
        [queryParams]="{ show: 'all', serverId: serverId() }"
        >All visits</a
      >
      <ui-listing noun="visits" [list]="visits" emptyHeading="Nobody opened its console" [skeletonRows]="2">
        <table class="table dense">
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">Who</th>
              <th scope="col">Begun</th>
              <th scope="col" class="hide-on-phone">Address</th>
            </tr>
          </thead>
          <tbody>
            @for (visit of visits.rows(); track visit.id) {
              <tr>
                <td>
                  <ui-tag [tone]="states[visit.state].tone">{{ states[visit.state].word }}</ui-tag>
                </td>
                <td>{{ visit.username }}{{ visit.asStaff ? ', staff' : '' }}</td>
                <td class="muted"><ui-moment [at]="visit.openedAt ?? visit.offeredAt" /></td>
                <td class="mono hide-on-phone">{{ visit.address }}</td>
              </tr>
            }
          </tbody>
        </table>
      </ui-listing>
    </ui-panel>
  `,
  styles: `
    :host {
      display: block;
    }
  `,
})
export class ServerVisitsPanel {
  readonly serverId = input.required<number>();

  private readonly api = inject(Api);
  protected readonly states = VISIT_WORDS;
  protected readonly visits = pagedList(
    () => ({ serverId: this.serverId(), show: 'all' as const, limit: NEWEST }),
    params => this.api.invoke(listAllConsoleVisits, params),
  );
}
