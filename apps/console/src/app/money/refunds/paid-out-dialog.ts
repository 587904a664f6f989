import { ChangeDetectionStrategy, Component, computed, inject, type Injector, signal } from '@angular/core';
import { form, FormField, FormRoot, minLength, required } from '@angular/forms/signals';
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

import { Api, recordRefundPaidOut, type RefundDto } from '@sky/api-client';
import { onceOnly, problemOf } from '@sky/session';
import { Field, focusFirstError, MoneyPipe } from '@sky/ui';

/** Records the booking by which somebody paid a refund out; the credit is taken back with it. */
@Component({
  selector: 'console-paid-out-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle, MoneyPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Refund {{ refund.id }} was paid out</h2>
    <form [formRoot]="paidForm">
      <mat-dialog-content>
        <div class="fields">
          <p class="note muted">
            {{ refund.amount | money: refund.currency }} to {{ refund.user.username }}. Their credit is taken back now.
          </p>
          <ui-field label="The bank’s number of the booking" for="paid-reference" [of]="paidForm.bankReference">
            <input id="paid-reference" class="input" autocomplete="off" cdkFocusInitial [formField]="paidForm.bankReference" />
          </ui-field>
        </div>
        @if (paidForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close(false)">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="paidForm().submitting()" [attr.aria-busy]="paidForm().submitting()">
          Record
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: '../../users/dialogs/dialog.scss',
})
export class PaidOutDialog {
  protected readonly refund = inject<RefundDto>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<PaidOutDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);

  protected readonly model = signal({ bankReference: '' });
  protected readonly paidForm = form(
    this.model,
    fields => {
      required(fields.bankReference, { message: 'Enter the booking’s number.' });
      minLength(fields.bankReference, 3, { message: 'A booking’s number has at least 3 characters.' });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  /** One key for one wish, so that a lost answer may be asked for again; another wish has another. */
  private readonly onceKey = computed(() => {
    this.model();
    return crypto.randomUUID();
  });

  private async save() {
    const bankReference = this.model().bankReference.trim();
    try {
      await this.api.invoke(recordRefundPaidOut, { id: this.refund.id, body: { bankReference } }, onceOnly(this.onceKey()));
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** True when it was recorded. Loaded only when somebody records it. */
export async function openPaidOutDialog(injector: Injector, refund: RefundDto): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<PaidOutDialog, RefundDto, boolean>(PaidOutDialog, { data: refund, width: '440px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
