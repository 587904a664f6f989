import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  Injector,
  input,
  output,
  PendingTasks,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';

import {
  Api,
  type LinkOutcome,
  type LinkRehearsalDto,
  linkUserVirtfusion,
  type PanelPasswordDto,
  type PersonDto,
  resetUserVirtfusionPassword,
  syncUserVirtfusion,
  testVirtfusionUser,
  unlinkUserVirtfusion,
} from '@sky/api-client';
import { problemOf, refusalOf } from '@sky/session';
import { Confirmations, Panel, Tag, Toasts } from '@sky/ui';

import { linkWords } from '../user-words';

const OUTCOMES: Readonly<Record<LinkOutcome, string>> = {
  create: 'A new VirtFusion user would be made.',
  adopt: 'The VirtFusion user that carries this number would be adopted.',
  wait: 'Nothing yet: the email address has to be confirmed first.',
};

/** One person's link to VirtFusion: how it stands, and staff's hand on it. */
@Component({
  selector: 'console-person-link-panel',
  imports: [MatButton, Panel, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './person-link-panel.html',
  styles: `
    :host {
      display: block;
    }
    .inside {
      display: grid;
      gap: 10px;
      padding: 0 16px 12px;
      font: var(--text-13);
    }
  `,
})
export class PersonLinkPanel {
  readonly person = input.required<PersonDto>();
  readonly mayChange = input(false);
  readonly changed = output();

  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private readonly toasts = inject(Toasts);

  protected readonly words = computed(() => linkWords(this.person()));
  protected readonly isLinked = computed(() => this.person().virtfusion.state === 'linked');
  protected readonly outcomes = OUTCOMES;
  protected readonly rehearsal = signal<LinkRehearsalDto | undefined>(undefined);
  protected readonly refusal = signal('');
  protected readonly busy = signal(false);

  protected sync(): Promise<void> {
    return this.attempt(async id => {
      await this.api.invoke(syncUserVirtfusion, { id });
      this.toasts.done('The link to VirtFusion is being made again.');
      this.changed.emit();
    });
  }

  /** Tells what linking would do; nothing is changed. */
  protected rehearse(): Promise<void> {
    return this.attempt(async userId => this.rehearsal.set(await this.api.invoke(testVirtfusionUser, { body: { userId } })));
  }

  protected link(): Promise<void> {
    return this.attempt(async id => {
      await this.api.invoke(linkUserVirtfusion, { id });
      this.toasts.done('Linked to the VirtFusion user that carries this number.');
      this.changed.emit();
    });
  }

  protected async unlink(): Promise<void> {
    const { id, fullName } = this.person();
    const isDone = await this.confirmations.ask({
      title: `Unlink ${fullName} from VirtFusion?`,
      body: 'The VirtFusion user stays as it is; only the link is forgotten.',
      confirm: 'Unlink',
      keep: 'Keep the link',
      tone: 'danger',
      act: () => refusalOf(() => this.api.invoke(unlinkUserVirtfusion, { id })),
    });
    if (isDone) this.changed.emit();
  }

  protected async newPassword(): Promise<void> {
    const { id, fullName } = this.person();
    let issued: PanelPasswordDto | undefined;
    await this.confirmations.ask({
      title: `Give ${fullName} a new panel password?`,
      body: 'The one they use in the VirtFusion panel stops working. Theirs here stays.',
      confirm: 'Make a password',
      keep: 'Leave it',
      act: () => refusalOf(async () => (issued = await this.api.invoke(resetUserVirtfusionPassword, { id }))),
    });
    if (!issued) return;
    const loaded = this.pending.add();
    const { openPanelPasswordDialog } = await import('../dialogs/panel-password-dialog').finally(loaded);
    await openPanelPasswordDialog(this.injector, issued);
    this.changed.emit();
  }

  private async attempt(act: (id: number) => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.refusal.set('');
    this.rehearsal.set(undefined);
    try {
      await act(this.person().id);
    } catch (error) {
      this.refusal.set(problemOf(error).message);
    }
    this.busy.set(false);
  }
}
