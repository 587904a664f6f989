import { inject, Injectable, Injector, PendingTasks } from '@angular/core';

import {
  Api,
  cancelDeletionByStaff,
  type OwnedServerDto,
  type PowerAction,
  powerServerByStaff,
  refreshServerForAdmin,
  unsuspendServer,
} from '@sky/api-client';
import { problemOf, refusalOf } from '@sky/session';
import { Confirmations, Toasts } from '@sky/ui';

import type { SizedServer } from './dialogs/resources-dialog';
import { POWER_WORDS } from './power-words';

/** What staff do to one server. Each act asks first where it should, and says whether something was done. */
@Injectable({ providedIn: 'root' })
export class ServerActs {
  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private readonly toasts = inject(Toasts);

  async power({ id, name, owner }: OwnedServerDto, action: PowerAction): Promise<boolean> {
    const { verb, warns } = POWER_WORDS[action];
    if (warns === undefined) return this.attempt(() => this.api.invoke(powerServerByStaff, { id, action }), `${name}: ${verb}.`);
    const isDone = await this.confirmations.ask({
      title: `${verb} ${name}?`,
      body: warns,
      facts: [{ label: 'Owner', value: owner.username }],
      confirm: verb,
      keep: 'Leave it',
      tone: 'danger',
      act: () => refusalOf(() => this.api.invoke(powerServerByStaff, { id, action })),
    });
    return this.told(isDone, `${name}: ${verb}.`);
  }

  async suspend(server: OwnedServerDto): Promise<boolean> {
    const { openSuspendServerDialog } = await this.loaded(import('./dialogs/suspend-server-dialog'));
    return this.told(await openSuspendServerDialog(this.injector, server), `${server.name} is being suspended.`);
  }

  async unsuspend({ id, name }: OwnedServerDto): Promise<boolean> {
    const isDone = await this.confirmations.ask({
      title: `Lift the suspension of ${name}?`,
      body: 'It is started again, and its owner is told.',
      confirm: 'Unsuspend',
      keep: 'Keep it',
      act: () => refusalOf(() => this.api.invoke(unsuspendServer, { id })),
    });
    return this.told(isDone, `${name} is no longer suspended.`);
  }

  async remove(server: OwnedServerDto): Promise<boolean> {
    const { openDeleteServerDialog } = await this.loaded(import('./dialogs/delete-server-dialog'));
    return this.told(await openDeleteServerDialog(this.injector, server), `${server.name} is going to be deleted.`);
  }

  bringBack({ id, name }: OwnedServerDto): Promise<boolean> {
    return this.attempt(() => this.api.invoke(cancelDeletionByStaff, { id }), `${name} is kept.`);
  }

  async changeResources(server: SizedServer): Promise<boolean> {
    const { openResourcesDialog } = await this.loaded(import('./dialogs/resources-dialog'));
    return this.told(await openResourcesDialog(this.injector, server), 'The resources were changed.');
  }

  async changeOwner(server: OwnedServerDto): Promise<boolean> {
    const { openOwnerDialog } = await this.loaded(import('./dialogs/owner-dialog'));
    return this.told(await openOwnerDialog(this.injector, server), `${server.name} is changing hands.`);
  }

  refresh({ id }: OwnedServerDto): Promise<boolean> {
    return this.attempt(() => this.api.invoke(refreshServerForAdmin, { id }), 'VirtFusion is being asked.');
  }

  private async attempt(act: () => Promise<unknown>, words: string): Promise<boolean> {
    try {
      await act();
      return this.told(true, words);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
      return false;
    }
  }

  private told(isDone: boolean, words: string): boolean {
    if (isDone) this.toasts.done(words);
    return isDone;
  }

  private loaded<Module>(module: Promise<Module>): Promise<Module> {
    return module.finally(this.pending.add());
  }
}
