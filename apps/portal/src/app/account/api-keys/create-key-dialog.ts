import { ChangeDetectionStrategy, Component, computed, inject, type Injector, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatDialog, MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

import { Api, type ApiKeyScope, createApiKey, type IssuedApiKeyDto } from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

import { addressesIn } from './key-words';
import { scopesFor } from './scope-words';

const LIFETIMES = [
  { days: '30', label: '30 days' },
  { days: '90', label: '90 days' },
  { days: '365', label: 'A year' },
  { days: '', label: 'No end' },
] as const;

/** A new key: what it is for, what it may do, for how long, and from where. */
@Component({
  selector: 'portal-create-key-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './create-key-dialog.html',
  styleUrl: './key-dialog.scss',
})
export class CreateKeyDialog {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly dialog = inject<MatDialogRef<CreateKeyDialog, IssuedApiKeyDto>>(MatDialogRef);

  protected readonly lifetimes = LIFETIMES;
  protected readonly groups = computed(() => scopesFor(this.session.user()?.role ?? 'customer'));
  protected readonly scopes = signal<ReadonlySet<ApiKeyScope>>(new Set());
  protected readonly isScopeMissing = signal(false);
  protected readonly model = signal({ name: '', days: '90', addresses: '' });
  protected readonly keyForm = form(
    this.model,
    fields => {
      required(fields.name, { message: 'Say what the key is for.' });
      maxLength(fields.name, 80, { message: 'Keep the name under 80 characters.' });
    },
    { submission: { action: () => this.create(), onInvalid: focusFirstError } },
  );

  protected choose(scope: ApiKeyScope, isChosen: boolean): void {
    const next = new Set(this.scopes());
    if (isChosen) next.add(scope);
    else next.delete(scope);
    this.scopes.set(next);
    this.isScopeMissing.set(false);
  }

  protected close(): void {
    this.dialog.close();
  }

  private async create() {
    if (this.scopes().size === 0) {
      this.isScopeMissing.set(true);
      return undefined;
    }
    const { name, days, addresses } = this.model();
    const allowedAddresses = addressesIn(addresses);
    try {
      const body = {
        name: name.trim(),
        scopes: [...this.scopes()],
        ...(days !== '' && { expiresInDays: Number(days) }),
        ...(allowedAddresses.length > 0 && { allowedAddresses }),
      };
      this.dialog.close(await this.api.invoke(createApiKey, { body }));
      return undefined;
    } catch (error) {
      const { message, details } = problemOf(error);
      const about = details.find(({ field }) => field === 'allowedAddresses');
      return { kind: 'rejected', message: about ? `The list of addresses ${about.message}.` : message };
    }
  }
}

/** The new key, or undefined when none was made. Loaded only when somebody makes one. */
export function openCreateKeyDialog(injector: Injector): Promise<IssuedApiKeyDto | undefined> {
  const dialog = injector.get(MatDialog).open<CreateKeyDialog, never, IssuedApiKeyDto>(CreateKeyDialog, { width: '560px' });
  return firstValueFrom(dialog.afterClosed());
}
