import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';

import { Api, listServerLogForAdmin } from '@sky/api-client';
import { pagedList } from '@sky/session';
import { Listing, Moment, Panel, Tag } from '@sky/ui';

const PAGE_SIZE = 10;
const ACTORS = { customer: 'Customer', support: 'Staff', system: 'System', guest: 'Guest' } as const;

/** What was done to a server, by whom and from where. */
@Component({
  selector: 'console-server-log-panel',
  imports: [Listing, Moment, Panel, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-panel heading="Log">
      <ui-listing
        noun="log"
        [list]="entries"
        emptyHeading="Nothing was written down yet"
        loadingLabel="Loading the log"
        [skeletonRows]="4"
        [size]="size"
        [page]="page()"
        (pageChange)="page.set($event)"
      >
        <table class="table dense">
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col" class="flexible">What</th>
              <th scope="col">By</th>
              <th scope="col" class="hide-on-phone">Address</th>
            </tr>
          </thead>
          <tbody>
            @for (entry of entries.rows(); track entry.id) {
              <tr>
                <td class="muted"><ui-moment [at]="entry.at" /></td>
                <td class="flexible" [title]="entry.label">
                  {{ entry.label }}
                  @if (entry.detail) {
                    <span class="muted">{{ entry.detail }}</span>
                  }
                  @if (entry.outcome === 'refused') {
                    <ui-tag tone="warning">refused</ui-tag>
                  }
                </td>
                <td>
                  {{ entry.username ?? actors[entry.by] }}
                  @if (entry.by === 'support') {
                    <ui-tag tone="info">Staff</ui-tag>
                  }
                </td>
                <td class="mono hide-on-phone">{{ entry.address }}</td>
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
export class ServerLogPanel {
  readonly serverId = input.required<number>();

  private readonly api = inject(Api);
  protected readonly size = PAGE_SIZE;
  protected readonly actors = ACTORS;
  protected readonly page = signal(1);
  protected readonly entries = pagedList(
    () => ({ id: this.serverId(), page: this.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listServerLogForAdmin, params),
  );

  /** Reads the log again, after something was done. */
  reload(): void {
    this.entries.reload();
  }
}
