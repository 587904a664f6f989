import { ChangeDetectionStrategy, Component, inject, type Injector, signal } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
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

import { Api, deleteServerByStaff, type OwnedServerDto } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

import { DELETION_DELAYS, USUAL_DELAY } from './delays';

/** Deletes somebody's server after a delay in which it can be brought back; its name has to be typed. */
@Component({
  selector: 'console-delete-server-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Delete {{ server.name }}?</h2>
    <form [formRoot]="deleteForm">
      <mat-dialog-content>
        <div class="fields">
          <p class="note">
            It belongs to {{ server.owner.username }}. Everything on its disks goes, and its addresses are given to others. It
            costs its owner until the delay is over.
          </p>
          <ui-field label="When" for="delete-delay" [of]="deleteForm.delay">
            <select id="delete-delay" class="input" [formField]="deleteForm.delay">
              @for (delay of delays; track delay.minutes) {
                <option [value]="'' + delay.minutes">{{ delay.words }}</option>
              }
            </select>
          </ui-field>
          <ui-field [label]="'Type ' + server.name" for="delete-name" [of]="deleteForm.name">
            <input
              id="delete-name"
              class="input"
              autocomplete="off"
              autocapitalize="none"
              cdkFocusInitial
              [formField]="deleteForm.name"
            />
          </ui-field>
        </div>
        @if (deleteForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close(false)">Keep server</button>
        <button
          matButton="filled"
          class="danger"
          type="submit"
          [disabled]="deleteForm().submitting()"
          [attr.aria-busy]="deleteForm().submitting()"
        >
          Delete server
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: '../../users/dialogs/dialog.scss',
})
export class DeleteServerDialog {
  protected readonly server = inject<OwnedServerDto>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<DeleteServerDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);

  protected readonly delays = DELETION_DELAYS;
  protected readonly model = signal({ delay: String(USUAL_DELAY), name: '' });
  protected readonly deleteForm = form(
    this.model,
    fields =>
      validate(fields.name, ({ value }) =>
        value() === this.server.name ? undefined : { kind: 'name', message: 'Type the name of the server as it is written.' },
      ),
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  private async save() {
    const { delay, name } = this.model();
    try {
      await this.api.invoke(deleteServerByStaff, { id: this.server.id, body: { name, delayMinutes: Number(delay) } });
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** True when the deletion was asked for. Loaded only when somebody deletes one. */
export async function openDeleteServerDialog(injector: Injector, server: OwnedServerDto): Promise<boolean> {
  const dialog = injector
    .get(MatDialog)
    .open<DeleteServerDialog, OwnedServerDto, boolean>(DeleteServerDialog, { data: server, width: '440px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
