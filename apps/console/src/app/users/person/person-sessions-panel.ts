import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, endUserSessions, listUserSessions } from '@sky/api-client';
import { refusalOf, Session, wholeList } from '@sky/session';
import { Age, Confirmations, deviceInWords, Listing, Panel, Tag } from '@sky/ui';

/** Where one person is signed in; staff can sign them out everywhere. */
@Component({
  selector: 'console-person-sessions-panel',
  imports: [Age, Listing, MatButton, Panel, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-panel heading="Sessions" [note]="sessions.rows().length > 0 ? '' + sessions.rows().length : ''">
      @if (mayWrite() && sessions.rows().length > 0) {
        <button actions matButton="text" class="small" type="button" (click)="endAll()">End all sessions</button>
      }
      <ui-listing noun="sessions" [list]="sessions" emptyHeading="Not signed in anywhere" [skeletonRows]="2">
        <table class="table dense">
          <thead>
            <tr>
              <th scope="col" class="flexible">Browser</th>
              <th scope="col">Address</th>
              <th scope="col" class="hide-on-phone">Since</th>
              <th scope="col" class="number">Last used</th>
            </tr>
          </thead>
          <tbody>
            @for (session of sessions.rows(); track session.id) {
              <tr>
                <td class="flexible" [title]="session.userAgent">
                  {{ device(session.userAgent) }}
                  @if (session.impersonator; as staff) {
                    <ui-tag tone="warning">{{ staff === 'reading' ? 'Staff, reading only' : 'Staff, may change things' }}</ui-tag>
                  }
                </td>
                <td class="mono">{{ session.address || 'Not known' }}</td>
                <td class="muted hide-on-phone"><ui-age real [at]="session.createdAt" /></td>
                <td class="number muted"><ui-age real [at]="session.lastUsedAt" /></td>
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
export class PersonSessionsPanel {
  protected readonly device = deviceInWords;
  readonly userId = input.required<number>();
  readonly name = input.required<string>();
  readonly signedOut = output();

  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly confirmations = inject(Confirmations);

  protected readonly mayWrite = computed(() => this.session.may('users.write'));
  protected readonly sessions = wholeList(
    () => this.userId(),
    id => this.api.invoke(listUserSessions, { id }),
  );

  protected async endAll(): Promise<void> {
    const isDone = await this.confirmations.ask({
      title: `Sign ${this.name()} out everywhere?`,
      body: 'Every browser has to sign in again. API keys go on working.',
      confirm: 'End all sessions',
      keep: 'Leave them',
      act: () => refusalOf(() => this.api.invoke(endUserSessions, { id: this.userId() })),
    });
    if (!isDone) return;
    this.sessions.reload();
    this.signedOut.emit();
  }
}
