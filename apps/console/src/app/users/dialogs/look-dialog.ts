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

import { Api, type PersonDto, startImpersonation } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

/** Starts a look at the portal with a customer’s eyes: why, for how long, and whether anything may be changed. */
@Component({
  selector: 'console-look-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Look as {{ person.fullName }}</h2>
    <form [formRoot]="lookForm">
      <mat-dialog-content>
        <div class="fields">
          <p class="note muted">
            This browser becomes theirs until you come back or the time is over. The customer sees who looked and why; all of it
            is written down.
          </p>
          <ui-field label="Reason" for="look-reason" hint="Shown to the customer" [of]="lookForm.reason">
            <textarea id="look-reason" class="input" rows="2" cdkFocusInitial [formField]="lookForm.reason"></textarea>
          </ui-field>
          <ui-field label="Minutes" for="look-minutes" hint="From 5 to 60" [of]="lookForm.minutes">
            <input
              id="look-minutes"
              class="input tabular"
              inputmode="numeric"
              autocomplete="off"
              [formField]="lookForm.minutes"
            />
          </ui-field>
          <label class="check">
            <input id="look-write" type="checkbox" [formField]="lookForm.mayWrite" />
            I may change things, not only read
          </label>
        </div>
        @if (lookForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close(false)">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="lookForm().submitting()" [attr.aria-busy]="lookForm().submitting()">
          Look as the customer
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: './dialog.scss',
})
export class LookDialog {
  protected readonly person = inject<PersonDto>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<LookDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);

  protected readonly model = signal({ reason: '', minutes: '15', mayWrite: false });
  protected readonly lookForm = form(
    this.model,
    fields => {
      required(fields.reason, { message: 'Say why; the customer reads it.' });
      minLength(fields.reason, 3, { message: 'Say a little more.' });
      maxLength(fields.reason, 300, { message: 'Keep the reason under 300 characters.' });
      validate(fields.minutes, ({ value }) => {
        const isWithin = /^\d+$/.test(value().trim()) && Number(value()) >= 5 && Number(value()) <= 60;
        return isWithin ? undefined : { kind: 'minutes', message: 'Enter a whole number from 5 to 60.' };
      });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  private async save() {
    const { reason, minutes, mayWrite } = this.model();
    try {
      const body = { reason: reason.trim(), minutes: Number(minutes), mayWrite };
      await this.api.invoke(startImpersonation, { id: this.person.id, body });
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** True when the look has begun: this browser is the customer’s now. Loaded only when somebody looks. */
export async function openLookDialog(injector: Injector, person: PersonDto): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<LookDialog, PersonDto, boolean>(LookDialog, { data: person, width: '440px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
