import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listAuditLog } from '@sky/api-client';
import { pagedList } from '@sky/session';
import { Listing, Moment, Panel, Tag } from '@sky/ui';

/** The newest entries of the audit log about one person. */
@Component({
  selector: 'console-person-activity-panel',
  imports: [Listing, MatButton, Moment, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-panel heading="Audit log">
      <a actions matButton="text" class="small" routerLink="/audit" [queryParams]="{ userId: userId() }">All entries</a>
      <ui-listing
        noun="audit log"
        [list]="entries"
        emptyHeading="Nothing was written down yet"
        loadingLabel="Loading the audit log"
        [skeletonRows]="4"
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
                <td class="muted"><ui-moment [at]="entry.occurredAt" /></td>
                <td class="flexible" [title]="entry.words">
                  {{ entry.words }}
                  @if (entry.outcome === 'refused') {
                    <ui-tag tone="warning">refused</ui-tag>
                  }
                </td>
                <td>
                  @if (entry.actor; as actor) {
                    {{ actor.id === userId() ? 'Themselves' : (actor.username ?? 'user ' + actor.id) }}
                  } @else {
                    <span class="muted">{{ entry.actorKind === 'guest' ? 'Guest' : 'System' }}</span>
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
export class PersonActivityPanel {
  readonly userId = input.required<number>();

  private readonly api = inject(Api);

  protected readonly entries = pagedList(
    () => this.userId(),
    userId => this.api.invoke(listAuditLog, { userId, limit: 10 }),
  );

  /** Reads the log again, after something was done. */
  reload(): void {
    this.entries.reload();
  }
}
