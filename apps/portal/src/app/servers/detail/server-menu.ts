import { ChangeDetectionStrategy, Component, computed, inject, Injector, input, output, PendingTasks } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';

import { Api, deleteServer, resetServerPassword, type ServerDetailDto } from '@sky/api-client';
import { HostSettings, problemOf } from '@sky/session';
import { Confirmations, Icon, moneyInWords, Toasts } from '@sky/ui';

import { isUnderWay } from '../server-facts';

/** What is done rarely: a new password, and the end. */
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
  private readonly host = inject(HostSettings);
  private readonly toasts = inject(Toasts);

  protected readonly canReset = computed(
    () => ['running', 'stopped'].includes(this.server().state) && !isUnderWay(this.server().action),
  );
  protected readonly canDelete = computed(() => !['deleting', 'deleted', 'queued', 'building'].includes(this.server().state));

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

  protected async delete(): Promise<void> {
    const { id, name, addresses, package: plan, price, state } = this.server();
    const minutes = this.host.value()?.deleteDelayMinutes ?? 0;
    const isDone = await this.confirmations.ask({
      title: `Delete ${name}?`,
      body: `${name} is ${state}. ${minutes > 0 ? `You can undo this for ${minutes} min; after that it cannot be undone.` : 'This cannot be undone.'}`,
      facts: [
        { label: 'Goes for good', value: [`${plan.storageGb} GB disk`, ...addresses].join(', ') },
        { label: 'Your credit', value: `The rate falls by ${moneyInWords(price.hourly, price.currency, { decimals: 4 })}/h` },
      ],
      typed: name,
      confirm: 'Delete server',
      keep: 'Keep server',
      tone: 'danger',
      act: async () => {
        try {
          await this.api.invoke(deleteServer, { id });
          return undefined;
        } catch (error) {
          return problemOf(error).message;
        }
      },
    });
    if (!isDone) return;
    this.toasts.done(minutes > 0 ? `${name} is deleted in ${minutes} min unless you keep it.` : `${name} is being deleted.`);
    this.changed.emit();
  }
}
