import { ChangeDetectionStrategy, Component, inject, Injector, PendingTasks, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';

import { Api, listSshKeys, refreshSshKeys, removeSshKey, type SshKeyDto } from '@sky/api-client';
import { pagedList, refusalOf } from '@sky/session';
import { Age, Confirmations, CopyButton, Icon, Listing, Panel, Tag, Toasts } from '@sky/ui';

const PAGE_SIZE = 25;

/** The customer's public keys, which servers are built with. */
@Component({
  selector: 'portal-ssh-keys-page',
  imports: [Age, CopyButton, Icon, Listing, MatButton, MatIconButton, Panel, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  templateUrl: './ssh-keys-page.html',
  styles: `
    .fingerprint {
      display: flex;
      align-items: center;
      gap: 4px;
      min-width: 0;
    }
    .fingerprint .mono {
      overflow: hidden;
      text-overflow: ellipsis;
    }
  `,
})
export class SshKeysPage {
  private readonly api = inject(Api);
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private readonly confirmations = inject(Confirmations);
  private readonly toasts = inject(Toasts);

  protected readonly size = PAGE_SIZE;
  protected readonly page = signal(1);
  protected readonly keys = pagedList(
    () => ({ page: this.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listSshKeys, params),
  );

  constructor() {
    // Keys may also be changed in the platform's own panel. What is found there shows when the page is opened again.
    void this.api.invoke(refreshSshKeys).catch(() => undefined);
  }

  protected async add(): Promise<void> {
    const loaded = this.pending.add();
    const { openAddKeyDialog } = await import('./add-key-dialog').finally(loaded);
    this.show(await openAddKeyDialog(this.injector));
  }

  protected async make(): Promise<void> {
    const loaded = this.pending.add();
    const { openMakeKeyDialog } = await import('./make-key-dialog').finally(loaded);
    this.show(await openMakeKeyDialog(this.injector));
  }

  protected async remove({ id, name }: SshKeyDto): Promise<void> {
    const isDone = await this.confirmations.ask({
      title: `Remove ${name}?`,
      body: 'New servers cannot be built with it. Servers that have it keep it until they are rebuilt.',
      confirm: 'Remove key',
      keep: 'Keep it',
      tone: 'danger',
      act: () => refusalOf(() => this.api.invoke(removeSshKey, { id })),
    });
    if (!isDone) return;
    this.toasts.done(`${name} was removed.`);
    this.keys.reload();
  }

  private show(key: SshKeyDto | undefined): void {
    if (!key) return;
    this.toasts.done(`${key.name} was added.`);
    this.page.set(1);
    this.keys.reload();
  }
}
