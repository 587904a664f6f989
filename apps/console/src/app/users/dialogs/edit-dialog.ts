import { ChangeDetectionStrategy, Component, inject, type Injector, signal } from '@angular/core';
import { email, type FieldTree, form, FormField, FormRoot, maxLength, required } from '@angular/forms/signals';
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

import { Api, editUser, type PersonDto } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

interface Profile {
  fullName: string;
  email: string;
}

/** Changes the name and the email of somebody. */
@Component({
  selector: 'console-edit-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Edit {{ person.fullName }}</h2>
    <form [formRoot]="editForm">
      <mat-dialog-content>
        <div class="fields">
          <ui-field label="Full name" for="edit-name" [of]="editForm.fullName">
            <input id="edit-name" class="input" autocomplete="off" cdkFocusInitial [formField]="editForm.fullName" />
          </ui-field>
          <ui-field
            label="Email"
            for="edit-email"
            hint="A new address counts as confirmed: you answer for it."
            [of]="editForm.email"
          >
            <input id="edit-email" class="input" type="email" autocomplete="off" [formField]="editForm.email" />
          </ui-field>
        </div>
        @if (editForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close(false)">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="editForm().submitting()" [attr.aria-busy]="editForm().submitting()">
          Save
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: './dialog.scss',
})
export class EditDialog {
  protected readonly person = inject<PersonDto>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<EditDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);

  protected readonly model = signal<Profile>({ fullName: this.person.fullName, email: this.person.email });
  protected readonly editForm = form(
    this.model,
    fields => {
      required(fields.fullName, { message: 'Enter the full name.' });
      maxLength(fields.fullName, 120, { message: 'Keep the name under 120 characters.' });
      required(fields.email, { message: 'Enter the email address.' });
      email(fields.email, { message: 'This does not look like an email address.' });
    },
    { submission: { action: fields => this.save(fields), onInvalid: focusFirstError } },
  );

  private async save(fields: FieldTree<Profile>) {
    const [fullName, address] = [this.model().fullName.trim(), this.model().email.trim()];
    try {
      await this.api.invoke(editUser, {
        id: this.person.id,
        body: {
          ...(fullName !== this.person.fullName && { fullName }),
          ...(address !== this.person.email && { email: address }),
        },
      });
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      const { code, message } = problemOf(error);
      return { kind: 'rejected', message, ...(code === 'email_taken' && { fieldTree: fields.email }) };
    }
  }
}

/** True when something was changed. Loaded only when somebody edits. */
export async function openEditDialog(injector: Injector, person: PersonDto): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<EditDialog, PersonDto, boolean>(EditDialog, { data: person, width: '440px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
