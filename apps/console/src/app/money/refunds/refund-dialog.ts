import { ChangeDetectionStrategy, Component, computed, inject, type Injector, resource, signal } from '@angular/core';
import { debounce, form, FormField, FormRoot, minLength, pattern, required } from '@angular/forms/signals';
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

import { Api, type PaymentDetailDto, previewRefund, requestRefund } from '@sky/api-client';
import { onceOnly, problemOf } from '@sky/session';
import { Field, focusFirstError, MoneyPipe } from '@sky/ui';

/** The effect is asked for once somebody has stopped typing. */
const TYPING_PAUSE_MS = 250;
const AN_AMOUNT = /^(\d{1,9}(\.\d{1,3})?)?$/;

/** Asks how much goes back and why, and says what that does to the customer's credit before anything happens. */
@Component({
  selector: 'console-refund-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle, MoneyPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Refund payment {{ payment.id }}</h2>
    <form [formRoot]="refundForm">
      <mat-dialog-content>
        <div class="fields">
          <ui-field
            [label]="'Amount in ' + payment.currency"
            for="refund-amount"
            hint="Leave it empty to give back all that is left."
            [of]="refundForm.amount"
          >
            <input
              id="refund-amount"
              class="input tabular"
              inputmode="decimal"
              autocomplete="off"
              cdkFocusInitial
              [formField]="refundForm.amount"
            />
          </ui-field>
          <ui-field label="Reason" for="refund-reason" hint="For colleagues and the audit log." [of]="refundForm.reason">
            <textarea id="refund-reason" class="input" rows="2" [formField]="refundForm.reason"></textarea>
          </ui-field>
          <div aria-live="polite">
            @if (effect.error()) {
              <p class="field-error">{{ problem() }}</p>
            } @else if (effect.hasValue()) {
              @let would = effect.value();
              <dl class="facts">
                <dt>Goes back to {{ payment.user.username }}</dt>
                <dd>{{ would.amount | money: would.currency }}</dd>
                <dt>Credit taken back</dt>
                <dd>{{ would.credit | money: would.currency }}</dd>
                <dt>Tax taken back</dt>
                <dd>{{ would.tax | money: would.currency }}</dd>
                <dt>Credit afterwards</dt>
                <dd [class.error-text]="isDebt()">
                  {{ would.balanceAfter | money: would.currency }}{{ isDebt() ? ', a debt' : '' }}
                </dd>
              </dl>
            } @else {
              <p class="note muted">Working out what this does…</p>
            }
          </div>
        </div>
        @if (refundForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close(false)">Keep the payment</button>
        <button
          matButton="filled"
          type="submit"
          [disabled]="refundForm().submitting()"
          [attr.aria-busy]="refundForm().submitting()"
        >
          Refund
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: '../../users/dialogs/dialog.scss',
})
export class RefundDialog {
  protected readonly payment = inject<PaymentDetailDto>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<RefundDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);

  protected readonly model = signal({ amount: '', reason: '' });
  protected readonly refundForm = form(
    this.model,
    fields => {
      debounce(fields.amount, TYPING_PAUSE_MS);
      pattern(fields.amount, AN_AMOUNT, { message: 'Enter an amount such as 25.00.' });
      required(fields.reason, { message: 'Say why.' });
      minLength(fields.reason, 3, { message: 'Say a little more.' });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );
  /** One key for one wish, so that a lost answer may be asked for again; another wish has another. */
  private readonly onceKey = computed(() => {
    this.model();
    return crypto.randomUUID();
  });
  private readonly amount = computed(() => (this.refundForm.amount().valid() ? this.model().amount.trim() : undefined));
  protected readonly effect = resource({
    params: () => {
      const amount = this.amount();
      return amount === undefined ? undefined : { id: this.payment.id, ...(amount && { amount }) };
    },
    loader: ({ params }) => this.api.invoke(previewRefund, params),
  });
  protected readonly isDebt = computed(() => this.effect.hasValue() && this.effect.value().balanceAfter.startsWith('-'));
  protected readonly problem = computed(() => problemOf(this.effect.error()).message);

  private async save() {
    const [amount, reason] = [this.model().amount.trim(), this.model().reason.trim()];
    const body = { reason, ...(amount && { amount }) };
    try {
      await this.api.invoke(requestRefund, { id: this.payment.id, body }, onceOnly(this.onceKey()));
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** True when a refund was asked for. Loaded only when somebody refunds. */
export async function openRefundDialog(injector: Injector, payment: PaymentDetailDto): Promise<boolean> {
  const dialog = injector
    .get(MatDialog)
    .open<RefundDialog, PaymentDetailDto, boolean>(RefundDialog, { data: payment, width: '440px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
