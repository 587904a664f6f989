import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DOCUMENT,
  inject,
  Injector,
  input,
  output,
  PendingTasks,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';

import { Api, resetServerPassword, type ServerDetailDto, signInToServerPanel } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Confirmations, Icon, Toasts } from '@sky/ui';

import { isUnderWay } from '../server-facts';
import { canDelete, Deletion } from './deletion';

/** What is done rarely: the platform's own panel, a new password, and the end. */
@Component({
  selector: 'portal-server-menu',
  imports: [Icon, MatButton, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './server-menu.html',
  styleUrl: './server-menu.scss',
})
export class ServerMenu {
  readonly server = input.required<ServerDetailDto>();
  readonly changed = output();

  private readonly api = inject(Api);
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private readonly confirmations = inject(Confirmations);
  private readonly deletion = inject(Deletion);
  private readonly toasts = inject(Toasts);
  private readonly view = inject(DOCUMENT).defaultView;

  protected readonly canReset = computed(
    () => ['running', 'stopped'].includes(this.server().state) && !isUnderWay(this.server().action),
  );
  protected readonly canOpenPanel = computed(() => ['running', 'stopped', 'unknown'].includes(this.server().state));
  protected readonly canDelete = computed(() => canDelete(this.server()));

  protected async resetPassword(): Promise<void> {
    const { id, name } = this.server();
    let shown: { username: string; password: string } | undefined;
    const isReset = await this.confirmations.ask({
      title: `Reset the password of ${name}?`,
      body: 'The present password stops working. The new one is shown once, here, and kept nowhere.',
      confirm: 'Reset password',
      keep: 'Keep the password',
      act: async () => {
        try {
          shown = await this.api.invoke(resetServerPassword, { id });
          return undefined;
        } catch (error) {
          return problemOf(error).message;
        }
      },
    });
    if (!isReset || !shown) return;
    const loaded = this.pending.add();
    const { openPasswordDialog } = await import('./password-dialog').finally(loaded);
    openPasswordDialog(this.injector, { name, ...shown });
    this.changed.emit();
  }

  /** The address is a key: it goes to the new tab and nowhere else. */
  protected async openPanel(): Promise<void> {
    try {
      const { url } = await this.api.invoke(signInToServerPanel, { id: this.server().id });
      this.view?.open(url, '_blank', 'noopener,noreferrer');
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
  }

  protected async delete(): Promise<void> {
    if (await this.deletion.ask(this.server())) this.changed.emit();
  }
}
