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

import { Api, type OwnedKeyDto, revokeApiKey } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

const LONGEST_REASON = 300;

/** Ends somebody's key; the reason goes to its owner. */
@Component({
  selector: 'console-revoke-key-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Revoke {{ one.name }}?</h2>
    <form [formRoot]="reasonForm">
      <mat-dialog-content>
        <p>
          Programs that use this key are refused from now on. This cannot be undone; {{ one.owner.username }} can make a new key.
        </p>
        <ui-field label="Reason" for="reason" hint="The owner reads it in a mail." [of]="reasonForm.reason">
          <textarea id="reason" class="input" rows="3" cdkFocusInitial [formField]="reasonForm.reason"></textarea>
        </ui-field>
        @if (reasonForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="close()">Keep it</button>
        <button matButton="filled" class="danger" type="submit" [disabled]="reasonForm().submitting()">Revoke key</button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: './key-dialog.scss',
})
export class RevokeKeyDialog {
  protected readonly one = inject<OwnedKeyDto>(MAT_DIALOG_DATA);
  private readonly api = inject(Api);
  private readonly dialog = inject<MatDialogRef<RevokeKeyDialog, boolean>>(MatDialogRef);

  protected readonly model = signal({ reason: '' });
  protected readonly reasonForm = form(
    this.model,
    fields => {
      required(fields.reason, { message: 'Say why; the owner will ask.' });
      maxLength(fields.reason, LONGEST_REASON, { message: `Keep the reason under ${LONGEST_REASON} characters.` });
    },
    { submission: { action: () => this.revoke(), onInvalid: focusFirstError } },
  );

  protected close(): void {
    this.dialog.close(false);
  }

  private async revoke() {
    try {
      const reason = this.model().reason.replace(/\s+/g, ' ').trim();
      await this.api.invoke(revokeApiKey, { id: this.one.id, body: { reason } });
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** True when the key was revoked. Loaded only when somebody revokes one. */
export async function openRevokeKeyDialog(injector: Injector, data: OwnedKeyDto): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<RevokeKeyDialog, OwnedKeyDto, boolean>(RevokeKeyDialog, { data, width: '440px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
