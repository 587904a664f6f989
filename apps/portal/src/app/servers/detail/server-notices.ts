import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, cancelServerDeletion, refreshServer, type ServerDetailDto } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Banner, durationInWords, Now, Toasts } from '@sky/ui';

import { actionInWords, isUnderWay } from '../server-facts';
import { OpenServer } from './open-server';

/** What somebody has to know before anything else about the server: what is wrong, what is ending, what is being done. */
@Component({
  selector: 'portal-server-notices',
  imports: [Banner, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './server-notices.html',
  styleUrl: './server-notices.scss',
})
export class ServerNotices {
  readonly server = input.required<ServerDetailDto>();

  private readonly api = inject(Api);
  private readonly now = inject(Now);
  private readonly toasts = inject(Toasts);
  protected readonly open = inject(OpenServer);

  protected readonly action = computed(() => {
    const { action } = this.server();
    if (!action || action.state === 'done') return undefined;
    return {
      words: actionInWords(action, this.now.real()),
      isMoving: isUnderWay(action),
      progress: action.progress,
      state: action.state,
    };
  });
  protected readonly deletesIn = computed(() => {
    const at = this.server().deleteAt;
    if (!at) return '';
    const left = Date.parse(at) - this.now.second().getTime();
    if (left <= 0) return 'is being deleted now';
    return left < 60_000 ? `will be deleted in ${Math.ceil(left / 1000)} s` : `will be deleted in ${durationInWords(left)}`;
  });
  protected readonly canUndo = computed(() => {
    const at = this.server().deleteAt;
    return !!at && Date.parse(at) > this.now.second().getTime();
  });

  /** Has the host asked for the state at once, instead of at the next turn. */
  protected async readState(): Promise<void> {
    try {
      await this.api.invoke(refreshServer, { id: this.server().id });
      this.toasts.done('The host is being asked for the state.');
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
    this.open.reload();
  }

  protected async keep(): Promise<void> {
    try {
      await this.api.invoke(cancelServerDeletion, { id: this.server().id });
      this.toasts.done('The server is kept.');
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
    this.open.reload();
  }
}
