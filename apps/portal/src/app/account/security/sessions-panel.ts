import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, endOtherSessions, endSession, listSessions } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Age, Confirmations, deviceInWords, Failure, Panel, SkeletonRows, Tag, Toasts } from '@sky/ui';

/** The browsers that are signed in; each can be signed out from here. */
@Component({
  selector: 'portal-sessions-panel',
  imports: [Age, Failure, MatButton, Panel, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './sessions-panel.html',
  styles: `
    :host {
      display: block;
    }
    .device {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 8px;
    }
  `,
})
export class SessionsPanel {
  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly toasts = inject(Toasts);

  protected readonly sessions = resource({ loader: () => this.api.invoke(listSessions) });
  protected readonly rows = computed(() =>
    (this.sessions.hasValue() ? this.sessions.value().data : []).map(session => ({
      session,
      device: deviceInWords(session.userAgent),
    })),
  );
  protected readonly problem = computed(() => problemOf(this.sessions.error()));

  protected async end(id: number, device: string): Promise<void> {
    try {
      await this.api.invoke(endSession, { id });
      this.toasts.done(`${device} was signed out.`);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
    this.sessions.reload();
  }

  protected async endOthers(): Promise<void> {
    const isDone = await this.confirmations.ask({
      title: 'Sign out everywhere else?',
      body: 'Every other browser has to sign in again. This one stays signed in.',
      confirm: 'Sign out others',
      keep: 'Leave them',
      act: async () => {
        try {
          await this.api.invoke(endOtherSessions);
          return undefined;
        } catch (error) {
          return problemOf(error).message;
        }
      },
    });
    if (isDone) this.sessions.reload();
  }
}
