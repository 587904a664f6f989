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

import { Api, type PersonDto, setUserStatus } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

/** Suspends somebody, with the reason that they will read. */
@Component({
  selector: 'console-suspend-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Suspend {{ person.fullName }}</h2>
    <form [formRoot]="suspendForm">
      <mat-dialog-content>
        <div class="fields">
          <p class="note muted">
            They are signed out, and can then only read billing. Their API keys are refused. Servers go on running.
          </p>
          <ui-field label="Reason" for="suspend-reason" hint="Shown to the person" [of]="suspendForm.reason">
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
  styleUrl: './dialog.scss',
})
export class SuspendDialog {
  protected readonly person = inject<PersonDto>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<SuspendDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);

  protected readonly model = signal({ reason: '' });
  protected readonly suspendForm = form(
    this.model,
    fields => {
      required(fields.reason, { message: 'Say why; the person reads it.' });
      maxLength(fields.reason, 300, { message: 'Keep the reason under 300 characters.' });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  private async save() {
    const reason = this.model().reason.trim();
    try {
      await this.api.invoke(setUserStatus, { id: this.person.id, body: { enabled: false, reason } });
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** True when the account was suspended. Loaded only when somebody suspends one. */
export async function openSuspendDialog(injector: Injector, person: PersonDto): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<SuspendDialog, PersonDto, boolean>(SuspendDialog, { data: person, width: '440px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
