import { inject, Injectable, Injector, PendingTasks } from '@angular/core';

import { Api, type RebuildAcceptedDto, rebuildServer, type ServerDetailDto, type SshKeyDto } from '@sky/api-client';
import { patiently, refusalOf } from '@sky/session';
import { Confirmations, Toasts } from '@sky/ui';

/** The platform is asked while the person waits, because only its answer has the password. */
const LONGEST_MS = 30_000;

/** Asks whether a server shall be built anew, says what is lost, and shows the new password once. */
@Injectable({ providedIn: 'root' })
export class Rebuilding {
  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private readonly toasts = inject(Toasts);

  /** True when the platform took it. */
  async ask(
    { id, name, package: plan, addresses }: ServerDetailDto,
    system: { readonly id: number; readonly words: string },
    keys: readonly SshKeyDto[],
  ): Promise<boolean> {
    let accepted: RebuildAcceptedDto | undefined;
    const isStarted = await this.confirmations.ask({
      title: `Rebuild ${name}?`,
      body: 'The disk is emptied and the system installed anew. This cannot be undone, and takes some minutes.',
      facts: [
        { label: 'Is lost', value: `Everything on the ${plan.storageGb} GB disk: files, databases, users, settings` },
        { label: 'Stops working', value: 'The present password, and keys that are not chosen here' },
        { label: 'Stays', value: [...addresses, 'name', 'price'].join(', ') },
        { label: 'System', value: system.words },
        { label: 'SSH keys', value: keys.map(key => key.name).join(', ') || 'None: sign in with the new password' },
      ],
      typed: name,
      confirm: 'Rebuild server',
      keep: 'Keep everything',
      tone: 'danger',
      act: () =>
        refusalOf(async () => {
          const body = { templateId: system.id, name, sshKeyIds: keys.map(key => key.id) };
          accepted = await this.api.invoke(rebuildServer, { id, body }, patiently(LONGEST_MS));
        }),
    });
    if (isStarted && accepted) await this.tell(name, accepted);
    return isStarted;
  }

  private async tell(name: string, { password }: RebuildAcceptedDto): Promise<void> {
    if (!password) {
      this.toasts.done(`${name} is being rebuilt. The platform told no password; reset it when the server runs.`);
      return;
    }
    const loaded = this.pending.add();
    const { openPasswordDialog } = await import('../detail/password-dialog').finally(loaded);
    openPasswordDialog(this.injector, { name, ...password });
  }
}
