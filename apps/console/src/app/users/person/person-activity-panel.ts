import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listAuditLog } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { EmptyState, Failure, Moment, Panel, SkeletonRows, Tag } from '@sky/ui';

/** The newest entries of the audit log about one person. */
@Component({
  selector: 'console-person-activity-panel',
  imports: [EmptyState, Failure, MatButton, Moment, Panel, RouterLink, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-panel heading="Audit log">
      <a actions matButton="text" class="small" routerLink="/audit" [queryParams]="{ userId: userId() }">All entries</a>
      @if (entries.error()) {
        <ui-failure heading="The audit log could not be loaded" [problem]="problem()" (retry)="entries.reload()" />
      } @else if (!entries.hasValue()) {
        <ui-skeleton-rows label="Loading the audit log" [rows]="4" />
      } @else if (rows().length === 0) {
        <ui-empty-state heading="Nothing was written down yet" />
      } @else {
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
            @for (entry of rows(); track entry.id) {
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
      }
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

  protected readonly entries = resource({
    params: () => this.userId(),
    loader: ({ params: userId }) => this.api.invoke(listAuditLog, { userId, limit: 10 }),
  });
  protected readonly rows = computed(() => (this.entries.hasValue() ? this.entries.value().data : []));
  protected readonly problem = computed(() => problemOf(this.entries.error()));

  /** Reads the log again, after something was done. */
  reload(): void {
    this.entries.reload();
  }
}
