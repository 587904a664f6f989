import { ChangeDetectionStrategy, Component, computed, inject, type Injector, signal } from '@angular/core';
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

import { addCredit, adjustCredit, Api, listUsers, type StaffCreditDto } from '@sky/api-client';
import { parseMoney } from '@sky/money';
import { HostSettings, onceOnly, problemOf } from '@sky/session';
import { Field, focusFirstError, type Segment, Segments } from '@sky/ui';

const KINDS: readonly Segment[] = [
  { value: 'add', label: 'Add credit' },
  { value: 'give', label: 'Correct upwards' },
  { value: 'take', label: 'Correct downwards' },
];

/** Whose credit to change; without somebody the dialog asks for them. */
export interface CreditedPerson {
  readonly id: number;
  readonly username: string;
}

/** Adds credit to somebody's account or puts a balance right, with the reason that they will read. */
@Component({
  selector: 'console-credit-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle, Segments],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ person ? 'Change the credit of ' + person.username : 'Change credit' }}</h2>
    <form [formRoot]="creditForm">
      <mat-dialog-content>
        <div class="fields">
          @if (!person) {
            <ui-field label="Customer" for="credit-customer" hint="Username or email" [of]="creditForm.customer">
              <input id="credit-customer" class="input" autocomplete="off" cdkFocusInitial [formField]="creditForm.customer" />
            </ui-field>
          }
          <ui-segments label="What to do" [options]="kinds" [(value)]="kind" />
          <ui-field [label]="'Amount, in ' + currency()" for="credit-amount" [of]="creditForm.amount">
            <input
              id="credit-amount"
              class="input tabular"
              inputmode="decimal"
              autocomplete="off"
              [attr.cdkFocusInitial]="person ? '' : null"
              [formField]="creditForm.amount"
            />
          </ui-field>
          <ui-field label="Reason" for="credit-reason" hint="The customer reads it" [of]="creditForm.reason">
            <textarea id="credit-reason" class="input" rows="2" [formField]="creditForm.reason"></textarea>
          </ui-field>
        </div>
        @if (creditForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close(undefined)">Cancel</button>
        <button
          matButton="filled"
          type="submit"
          [disabled]="creditForm().submitting()"
          [attr.aria-busy]="creditForm().submitting()"
        >
          {{ kind() === 'add' ? 'Add credit' : 'Correct credit' }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: '../../users/dialogs/dialog.scss',
})
export class CreditDialog {
  protected readonly person = inject<CreditedPerson | null>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<CreditDialog, StaffCreditDto | undefined>>(MatDialogRef);
  private readonly api = inject(Api);
  private readonly host = inject(HostSettings);

  protected readonly kinds = KINDS;
  protected readonly kind = signal('add');
  protected readonly currency = computed(() => this.host.value()?.currency ?? 'USD');
  protected readonly model = signal({ customer: '', amount: '', reason: '' });
  protected readonly creditForm = form(
    this.model,
    fields => {
      if (!this.person) required(fields.customer, { message: 'Enter a username or an email.' });
      validate(fields.amount, ({ value }) =>
        this.isAmount(value().trim()) ? undefined : { kind: 'amount', message: 'Enter an amount above zero, such as 5.00.' },
      );
      required(fields.reason, { message: 'Say why; the customer reads it.' });
      minLength(fields.reason, 3, { message: 'Say a little more.' });
      maxLength(fields.reason, 300, { message: 'Keep the reason under 300 characters.' });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  /** One key for one wish, so that a lost answer may be asked for again; another wish has another. */
  private readonly onceKey = computed(() => {
    this.model();
    this.kind();
    return crypto.randomUUID();
  });

  private isAmount(text: string): boolean {
    try {
      return parseMoney(text, this.currency(), { decimals: 'currency' }) > 0n;
    } catch {
      return false;
    }
  }

  private async save() {
    try {
      const userId = this.person?.id ?? (await this.find(this.model().customer.trim()));
      if (userId === undefined) return { kind: 'rejected', message: 'Nobody has this username or email.' };
      this.dialog.close(await this.ask(userId));
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }

  private ask(userId: number): Promise<StaffCreditDto> {
    const [kind, amount, reason] = [this.kind(), this.model().amount.trim(), this.model().reason.trim()];
    const context = onceOnly(this.onceKey());
    if (kind === 'add') return this.api.invoke(addCredit, { body: { userId, amount, reason } }, context);
    const direction = kind === 'take' ? 'take' : 'give';
    return this.api.invoke(adjustCredit, { body: { userId, amount, reason, direction } }, context);
  }

  private async find(name: string): Promise<number | undefined> {
    const { data } = await this.api.invoke(listUsers, { search: name, limit: 100 });
    const wanted = name.toLowerCase();
    return data.find(({ username, email }) => username.toLowerCase() === wanted || email.toLowerCase() === wanted)?.id;
  }
}

/** What was done or asked for, or undefined. Loaded only when somebody changes credit. */
export async function openCreditDialog(injector: Injector, person: CreditedPerson | null): Promise<StaffCreditDto | undefined> {
  const dialog = injector
    .get(MatDialog)
    .open<CreditDialog, CreditedPerson | null, StaffCreditDto>(CreditDialog, { data: person, width: '440px' });
  return firstValueFrom(dialog.afterClosed());
}
