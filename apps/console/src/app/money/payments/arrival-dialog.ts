import { ChangeDetectionStrategy, Component, computed, inject, type Injector, signal } from '@angular/core';
import { form, FormField, FormRoot, minLength, pattern, required } from '@angular/forms/signals';
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

import { Api, type PaymentDetailDto, recordPaymentArrival } from '@sky/api-client';
import { onceOnly, problemOf } from '@sky/session';
import { Field, focusFirstError, MoneyPipe } from '@sky/ui';

const AN_AMOUNT = /^\d{1,9}(\.\d{1,3})?$/;
const A_DAY = /^20\d\d-\d\d-\d\d$/;

/** Records what the bank's statement shows: how much, when, and the booking's number. It is credited as it arrived. */
@Component({
  selector: 'console-arrival-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle, MoneyPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Record a transfer that arrived</h2>
    <form [formRoot]="arrivalForm">
      <mat-dialog-content>
        <div class="fields">
          <p class="note muted">
            {{ payment.amount | money: payment.currency }} were asked for, with the reference {{ payment.orderId }}. Another
            amount is credited as it arrived.
          </p>
          <ui-field [label]="'Amount in ' + payment.currency" for="arrival-amount" [of]="arrivalForm.amount">
            <input
              id="arrival-amount"
              class="input tabular"
              inputmode="decimal"
              autocomplete="off"
              cdkFocusInitial
              [formField]="arrivalForm.amount"
            />
          </ui-field>
          <ui-field label="Day" for="arrival-day" [of]="arrivalForm.arrivedOn">
            <input id="arrival-day" class="input" type="date" [formField]="arrivalForm.arrivedOn" />
          </ui-field>
          <ui-field
            label="The bank’s number of the booking"
            for="arrival-reference"
            hint="A booking can be recorded once."
            [of]="arrivalForm.bankReference"
          >
            <input id="arrival-reference" class="input" autocomplete="off" [formField]="arrivalForm.bankReference" />
          </ui-field>
        </div>
        @if (arrivalForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close(false)">Cancel</button>
        <button
          matButton="filled"
          type="submit"
          [disabled]="arrivalForm().submitting()"
          [attr.aria-busy]="arrivalForm().submitting()"
        >
          Record and credit
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: '../../users/dialogs/dialog.scss',
})
export class ArrivalDialog {
  protected readonly payment = inject<PaymentDetailDto>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<ArrivalDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);

  protected readonly model = signal({
    amount: this.payment.amount,
    arrivedOn: new Date().toISOString().slice(0, 10),
    bankReference: '',
  });
  protected readonly arrivalForm = form(
    this.model,
    fields => {
      pattern(fields.amount, AN_AMOUNT, { message: 'Enter an amount such as 25.00.' });
      pattern(fields.arrivedOn, A_DAY, { message: 'Choose the day.' });
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
    const { amount, arrivedOn, bankReference } = this.model();
    const body = { amount: amount.trim(), arrivedOn, bankReference: bankReference.trim() };
    try {
      await this.api.invoke(recordPaymentArrival, { id: this.payment.id, body }, onceOnly(this.onceKey()));
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** True when money was recorded. Loaded only when somebody records it. */
export async function openArrivalDialog(injector: Injector, payment: PaymentDetailDto): Promise<boolean> {
  const dialog = injector
    .get(MatDialog)
    .open<ArrivalDialog, PaymentDetailDto, boolean>(ArrivalDialog, { data: payment, width: '440px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
