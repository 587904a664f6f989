import { ChangeDetectionStrategy, Component, computed, inject, Injector, PendingTasks, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuContent, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';

import { Api, type ApiKeyDto, type IssuedApiKeyDto, listApiKeys, removeApiKey, rotateApiKey } from '@sky/api-client';
import { pagedList, problemOf } from '@sky/session';
import { Age, Confirmations, Icon, Listing, Moment, Now, Panel, Tag, Toasts } from '@sky/ui';

import { KeyUsePanel } from './key-use-panel';
import { expiryWarning } from './key-words';

const PAGE_SIZE = 25;

/** The customer's API keys: made, changed, rotated and removed here; what each is used for. */
@Component({
  selector: 'portal-api-keys-page',
  imports: [
    Age,
    Icon,
    KeyUsePanel,
    Listing,
    MatButton,
    MatIconButton,
    MatMenu,
    MatMenuContent,
    MatMenuItem,
    MatMenuTrigger,
    Moment,
    Panel,
    Tag,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  templateUrl: './api-keys-page.html',
  styles: `
    .scopes {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
    }
  `,
})
export class ApiKeysPage {
  private readonly api = inject(Api);
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private readonly confirmations = inject(Confirmations);
  private readonly toasts = inject(Toasts);
  private readonly now = inject(Now);

  protected readonly size = PAGE_SIZE;
  protected readonly page = signal(1);
  protected readonly keys = pagedList(
    () => ({ page: this.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listApiKeys, params),
  );
  protected readonly rows = computed(() => {
    const now = new Date(this.now.quarter());
    return this.keys.rows().map(key => ({ key, warning: expiryWarning(key, now) }));
  });
  /** Whose use is shown below the list. */
  protected readonly chosen = signal<ApiKeyDto | undefined>(undefined);

  protected async create(): Promise<void> {
    const loaded = this.pending.add();
    const { openCreateKeyDialog } = await import('./create-key-dialog').finally(loaded);
    const issued = await openCreateKeyDialog(this.injector);
    if (issued) await this.show(issued);
  }

  protected async change(key: ApiKeyDto): Promise<void> {
    const loaded = this.pending.add();
    const { openChangeKeyDialog } = await import('./change-key-dialog').finally(loaded);
    if (await openChangeKeyDialog(this.injector, key)) this.keys.reload();
  }

  protected async rotate({ id, name }: ApiKeyDto): Promise<void> {
    let issued: IssuedApiKeyDto | undefined;
    await this.confirmations.ask({
      title: `Rotate ${name}?`,
      body: 'You get a new key with the same rights. The old one stops working at once, so have its place ready.',
      confirm: 'Rotate key',
      keep: 'Keep the old one',
      tone: 'danger',
      act: async () => {
        try {
          issued = await this.api.invoke(rotateApiKey, { id });
          return undefined;
        } catch (error) {
          return problemOf(error).message;
        }
      },
    });
    if (issued) await this.show(issued);
  }

  protected async remove({ id, name }: ApiKeyDto): Promise<void> {
    const isDone = await this.confirmations.ask({
      title: `Remove ${name}?`,
      body: 'Programs that use this key are refused from now on. This cannot be undone.',
      confirm: 'Remove key',
      keep: 'Keep it',
      tone: 'danger',
      act: async () => {
        try {
          await this.api.invoke(removeApiKey, { id });
          return undefined;
        } catch (error) {
          return problemOf(error).message;
        }
      },
    });
    if (!isDone) return;
    if (this.chosen()?.id === id) this.chosen.set(undefined);
    this.toasts.done(`${name} was removed.`);
    this.keys.reload();
  }

  private async show(issued: IssuedApiKeyDto): Promise<void> {
    this.chosen.set(undefined);
    this.keys.reload();
    const loaded = this.pending.add();
    const { openIssuedKeyDialog } = await import('./issued-key-dialog').finally(loaded);
    openIssuedKeyDialog(this.injector, issued);
  }
}
