import { ChangeDetectionStrategy, Component, inject, type Injector, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialog,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

import { Api, type ApiKeyDto, changeApiKey } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

import { addressesIn } from './key-words';

/** Another name or other addresses for a key. What it may do is fixed: that takes a new key. */
@Component({
  selector: 'portal-change-key-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Change {{ key.name }}</h2>
    <form [formRoot]="keyForm">
      <mat-dialog-content>
        <ui-field label="Name" for="key-name" [of]="keyForm.name">
          <input id="key-name" class="input" autocomplete="off" cdkFocusInitial [formField]="keyForm.name" />
        </ui-field>
        <ui-field
          label="Only from these addresses"
          for="key-addresses"
          hint="Addresses or networks, such as 203.0.113.7 or 2001:db8::/32. Empty: from anywhere."
          [of]="keyForm.addresses"
        >
          <textarea id="key-addresses" class="input mono" rows="3" autocomplete="off" [formField]="keyForm.addresses"></textarea>
        </ui-field>
        <p class="hint">What a key may do cannot be changed. Create another key for that.</p>
        @if (keyForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="close()">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="keyForm().submitting()">Save key</button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: './key-dialog.scss',
})
export class ChangeKeyDialog {
  protected readonly key = inject<ApiKeyDto>(MAT_DIALOG_DATA);
  private readonly api = inject(Api);
  private readonly dialog = inject<MatDialogRef<ChangeKeyDialog, boolean>>(MatDialogRef);

  protected readonly model = signal({ name: this.key.name, addresses: this.key.allowedAddresses.join('\n') });
  protected readonly keyForm = form(
    this.model,
    fields => {
      required(fields.name, { message: 'A key needs a name.' });
      maxLength(fields.name, 80, { message: 'Keep the name under 80 characters.' });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  protected close(): void {
    this.dialog.close(false);
  }

  private async save() {
    const { name, addresses } = this.model();
    try {
      const body = { name: name.trim(), allowedAddresses: addressesIn(addresses) };
      await this.api.invoke(changeApiKey, { id: this.key.id, body });
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      const { message, details } = problemOf(error);
      const about = details.find(({ field }) => field === 'allowedAddresses');
      return { kind: 'rejected', message: about ? `The list of addresses ${about.message}.` : message };
    }
  }
}

/** True when something was changed. */
export async function openChangeKeyDialog(injector: Injector, data: ApiKeyDto): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<ChangeKeyDialog, ApiKeyDto, boolean>(ChangeKeyDialog, { data, width: '440px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
