import { ChangeDetectionStrategy, Component, inject, type Injector, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, minLength, required, validate } from '@angular/forms/signals';
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

import { Api, changeServerOwner, type OwnedServerDto } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

import { findCustomer } from '../../users/find-customer';

/** Gives a server to another account. */
@Component({
  selector: 'console-owner-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Give {{ server.name }} to somebody else</h2>
    <form [formRoot]="ownerForm">
      <mat-dialog-content>
        <div class="fields">
          <p class="note">
            {{ server.owner.username }} pays until it changes hands, the new owner from then on. Notes, tags and everything that
            was shared end.
          </p>
          <ui-field label="New owner" for="owner-customer" hint="Username or email" [of]="ownerForm.customer">
            <input
              id="owner-customer"
              class="input"
              autocomplete="off"
              autocapitalize="none"
              cdkFocusInitial
              [formField]="ownerForm.customer"
            />
          </ui-field>
          <ui-field label="Reason" for="owner-reason" hint="The old owner reads it" [of]="ownerForm.reason">
            <textarea id="owner-reason" class="input" rows="2" [formField]="ownerForm.reason"></textarea>
          </ui-field>
          <ui-field [label]="'Type ' + server.name" for="owner-name" [of]="ownerForm.name">
            <input id="owner-name" class="input" autocomplete="off" autocapitalize="none" [formField]="ownerForm.name" />
          </ui-field>
        </div>
        @if (ownerForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close(false)">Cancel</button>
        <button
          matButton="filled"
          class="danger"
          type="submit"
          [disabled]="ownerForm().submitting()"
          [attr.aria-busy]="ownerForm().submitting()"
        >
          Change owner
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: '../../users/dialogs/dialog.scss',
})
export class OwnerDialog {
  protected readonly server = inject<OwnedServerDto>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<OwnerDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);

  protected readonly model = signal({ customer: '', reason: '', name: '' });
  protected readonly ownerForm = form(
    this.model,
    fields => {
      required(fields.customer, { message: 'Enter a username or an email.' });
      required(fields.reason, { message: 'Say why; the old owner reads it.' });
      minLength(fields.reason, 3, { message: 'Say a little more.' });
      maxLength(fields.reason, 300, { message: 'Keep the reason under 300 characters.' });
      validate(fields.name, ({ value }) =>
        value() === this.server.name ? undefined : { kind: 'name', message: 'Type the name of the server as it is written.' },
      );
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  private async save() {
    const { customer, reason, name } = this.model();
    try {
      const userId = await findCustomer(this.api, customer);
      if (userId === undefined) return { kind: 'rejected', message: 'Nobody has this username or email.' };
      await this.api.invoke(changeServerOwner, { id: this.server.id, body: { userId, reason: reason.trim(), name } });
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** True when the change was asked for. Loaded only when somebody changes an owner. */
export async function openOwnerDialog(injector: Injector, server: OwnedServerDto): Promise<boolean> {
  const dialog = injector
    .get(MatDialog)
    .open<OwnerDialog, OwnedServerDto, boolean>(OwnerDialog, { data: server, width: '440px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
