import { ChangeDetectionStrategy, Component, inject, type Injector, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, minLength, required } from '@angular/forms/signals';
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

import { Api, type OwnedServerDto, suspendServer } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

/** Suspends a server, with the reason that its owner will read. */
@Component({
  selector: 'console-suspend-server-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Suspend {{ server.name }}</h2>
    <form [formRoot]="suspendForm">
      <mat-dialog-content>
        <div class="fields">
          <p class="note muted">
            It is switched off and kept. Paying a debt does not bring it back; lifting the suspension does.
          </p>
          <ui-field label="Reason" for="suspend-reason" hint="Its owner reads it, also by mail" [of]="suspendForm.reason">
            <textarea id="suspend-reason" class="input" rows="3" cdkFocusInitial [formField]="suspendForm.reason"></textarea>
          </ui-field>
        </div>
        @if (suspendForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close(false)">Cancel</button>
        <button
          matButton="filled"
          class="danger"
          type="submit"
          [disabled]="suspendForm().submitting()"
          [attr.aria-busy]="suspendForm().submitting()"
        >
          Suspend
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: '../../users/dialogs/dialog.scss',
})
export class SuspendServerDialog {
  protected readonly server = inject<OwnedServerDto>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<SuspendServerDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);

  protected readonly model = signal({ reason: '' });
  protected readonly suspendForm = form(
    this.model,
    fields => {
      required(fields.reason, { message: 'Say why; the owner reads it.' });
      minLength(fields.reason, 3, { message: 'Say a little more.' });
      maxLength(fields.reason, 300, { message: 'Keep the reason under 300 characters.' });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  private async save() {
    try {
      await this.api.invoke(suspendServer, { id: this.server.id, body: { reason: this.model().reason.trim() } });
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** True when the suspension was asked for. Loaded only when somebody suspends one. */
export async function openSuspendServerDialog(injector: Injector, server: OwnedServerDto): Promise<boolean> {
  const dialog = injector
    .get(MatDialog)
    .open<SuspendServerDialog, OwnedServerDto, boolean>(SuspendServerDialog, { data: server, width: '440px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
