import { inject, Injectable, Injector, PendingTasks } from '@angular/core';

import { Api, deleteUserByStaff, type PersonDto, sendUserResetLink, setUserStatus, unlockUser } from '@sky/api-client';
import { problemOf, refusalOf } from '@sky/session';
import { Confirmations, Toasts } from '@sky/ui';

import { ROLE_WORDS } from '../../roles/role-words';
import { PortalDoor } from '../portal-door';

/** What staff do to one account. Each act asks first where it should, and says whether something was done. */
@Injectable({ providedIn: 'root' })
export class PersonActs {
  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly door = inject(PortalDoor);
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private readonly toasts = inject(Toasts);

  async edit(person: PersonDto): Promise<boolean> {
    const { openEditDialog } = await this.loaded(import('../dialogs/edit-dialog'));
    return this.told(await openEditDialog(this.injector, person), 'The change was saved.');
  }

  async suspend(person: PersonDto): Promise<boolean> {
    const { openSuspendDialog } = await this.loaded(import('../dialogs/suspend-dialog'));
    return this.told(await openSuspendDialog(this.injector, person), `${person.fullName} was suspended.`);
  }

  async unsuspend({ id, fullName }: PersonDto): Promise<boolean> {
    const isDone = await this.confirmations.ask({
      title: `Lift the suspension of ${fullName}?`,
      body: 'They can sign in and use everything again.',
      confirm: 'Unsuspend',
      keep: 'Keep it',
      act: () => refusalOf(() => this.api.invoke(setUserStatus, { id, body: { enabled: true } })),
    });
    return this.told(isDone, `${fullName} is no longer suspended.`);
  }

  async changeRole(person: PersonDto): Promise<boolean> {
    const { openRoleDialog } = await this.loaded(import('../dialogs/role-dialog'));
    return this.told(await openRoleDialog(this.injector, person), 'The role was changed.');
  }

  async sendResetLink({ id, email }: PersonDto): Promise<boolean> {
    const isDone = await this.confirmations.ask({
      title: 'Send a link that sets a new password?',
      body: `It goes to ${email}. The present password works until the link is used.`,
      confirm: 'Send link',
      keep: 'Do not send',
      act: () => refusalOf(() => this.api.invoke(sendUserResetLink, { id })),
    });
    return this.told(isDone, `The link is on its way to ${email}.`);
  }

  async unlock({ id, fullName }: PersonDto): Promise<boolean> {
    try {
      await this.api.invoke(unlockUser, { id });
      return this.told(true, `${fullName} can try to sign in again at once.`);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
      return false;
    }
  }

  async remove({ id, username, fullName, role }: PersonDto): Promise<boolean> {
    const isDone = await this.confirmations.ask({
      title: `Delete the account of ${fullName}?`,
      body: 'The person is made nameless for good: name, email, sessions and keys go. Transactions and receipts stay.',
      facts: [
        { label: 'Username', value: username },
        { label: 'Role', value: ROLE_WORDS[role] },
      ],
      typed: username,
      confirm: 'Delete account',
      keep: 'Keep account',
      tone: 'danger',
      act: () => refusalOf(() => this.api.invoke(deleteUserByStaff, { id })),
    });
    return this.told(isDone, 'The account was deleted.');
  }

  /** Begins a look with the customer's eyes and goes to the portal. */
  async look(person: PersonDto): Promise<void> {
    const { openLookDialog } = await this.loaded(import('../dialogs/look-dialog'));
    if (await openLookDialog(this.injector, person)) this.door.open('/overview');
  }

  private told(isDone: boolean, words: string): boolean {
    if (isDone) this.toasts.done(words);
    return isDone;
  }

  private loaded<Module>(module: Promise<Module>): Promise<Module> {
    return module.finally(this.pending.add());
  }
}
