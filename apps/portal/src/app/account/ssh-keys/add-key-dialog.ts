import { ChangeDetectionStrategy, Component, inject, type Injector, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, pattern, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatDialog, MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

import { addSshKey, Api, type SshKeyDto } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

const PRIVATE = /PRIVATE KEY/;
const PUBLIC = /^\s*(ssh-|ecdsa-|sk-)\S+ [A-Za-z0-9+/]+=*( [^\r\n]*)?\s*$/;

/** Keeps a public key that the customer has already. A private one is noticed before it is sent anywhere. */
@Component({
  selector: 'portal-add-key-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Add an SSH key</h2>
    <form [formRoot]="keyForm">
      <mat-dialog-content>
        <ui-field label="Public key" for="ssh-key" hint="The one line of a file such as id_ed25519.pub." [of]="keyForm.publicKey">
          <textarea
            id="ssh-key"
            class="input mono"
            rows="4"
            autocomplete="off"
            spellcheck="false"
            cdkFocusInitial
            placeholder="ssh-ed25519 AAAA…"
            [formField]="keyForm.publicKey"
          ></textarea>
        </ui-field>
        <ui-field label="Name" for="ssh-name" hint="You recognise it by this name when you build a server." [of]="keyForm.name">
          <input id="ssh-name" class="input" autocomplete="off" [formField]="keyForm.name" />
        </ui-field>
        @if (keyForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="close()">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="keyForm().submitting()">Add key</button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: '../api-keys/key-dialog.scss',
})
export class AddKeyDialog {
  private readonly api = inject(Api);
  private readonly dialog = inject<MatDialogRef<AddKeyDialog, SshKeyDto>>(MatDialogRef);

  protected readonly model = signal({ publicKey: '', name: '' });
  protected readonly keyForm = form(
    this.model,
    fields => {
      required(fields.publicKey, { message: 'Paste the public key.' });
      pattern(fields.publicKey, PUBLIC, {
        message: ({ value }) =>
          PRIVATE.test(value())
            ? 'This is a private key. It stays with you; paste the public one, from the file that ends in .pub.'
            : 'This does not look like a public key in OpenSSH form.',
      });
      required(fields.name, { message: 'Give the key a name.' });
      maxLength(fields.name, 100, { message: 'Keep the name under 100 characters.' });
    },
    { submission: { action: () => this.add(), onInvalid: focusFirstError } },
  );

  protected close(): void {
    this.dialog.close();
  }

  private async add() {
    const { name, publicKey } = this.model();
    try {
      const body = { name: name.trim(), publicKey: publicKey.trim() };
      this.dialog.close(await this.api.invoke(addSshKey, { body }));
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** The key that was added, or undefined. Loaded only when somebody adds one. */
export function openAddKeyDialog(injector: Injector): Promise<SshKeyDto | undefined> {
  const dialog = injector.get(MatDialog).open<AddKeyDialog, never, SshKeyDto>(AddKeyDialog, { width: '560px' });
  return firstValueFrom(dialog.afterClosed());
}
