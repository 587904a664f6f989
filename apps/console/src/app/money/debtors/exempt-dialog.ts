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

import { Api, type DebtorDto, exemptDebtor } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

const DAY_MS = 86_400_000;
const ENDS: readonly { readonly days: string; readonly label: string }[] = [
  { days: '3', label: 'For three days' },
  { days: '7', label: 'For a week' },
  { days: '30', label: 'For thirty days' },
  { days: '', label: 'Until somebody ends it' },
];

/** Postpones what follows a customer's debt, or leaves it out, with a reason. */
@Component({
  selector: 'console-exempt-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Postpone for {{ debtor.username }}</h2>
    <form [formRoot]="exemptForm">
      <mat-dialog-content>
        <div class="fields">
          <p class="note">Nothing is suspended or deleted meanwhile; servers that are suspended for the debt come back.</p>
          <ui-field label="How long" for="days">
            <select id="days" class="input" [formField]="exemptForm.days">
              @for (end of ends; track end.days) {
                <option [value]="end.days">{{ end.label }}</option>
              }
            </select>
          </ui-field>
          <ui-field label="Reason" for="reason" hint="For colleagues who find it later" [of]="exemptForm.reason">
            <input id="reason" class="input" autocomplete="off" cdkFocusInitial [formField]="exemptForm.reason" />
          </ui-field>
        </div>
        @if (exemptForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="close()">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="exemptForm().submitting()">Postpone</button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: '../../users/dialogs/dialog.scss',
})
export class ExemptDialog {
  private readonly api = inject(Api);
  private readonly dialog = inject<MatDialogRef<ExemptDialog, boolean>>(MatDialogRef);

  protected readonly debtor = inject<DebtorDto>(MAT_DIALOG_DATA);
  protected readonly ends = ENDS;
  protected readonly model = signal({ days: '7', reason: this.debtor.exemptReason ?? '' });
  protected readonly exemptForm = form(
    this.model,
    fields => {
      required(fields.reason, { message: 'Say why.' });
      maxLength(fields.reason, 200, { message: 'Keep the reason under 200 characters.' });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  protected close(): void {
    this.dialog.close(false);
  }

  private async save() {
    const { days, reason } = this.model();
    // Counted from the business time that the debt was read at, which a demo may have moved.
    const until = days === '' ? undefined : new Date(Date.parse(this.debtor.asOf) + Number(days) * DAY_MS).toISOString();
    try {
      await this.api.invoke(exemptDebtor, { id: this.debtor.userId, body: { reason: reason.trim(), ...(until && { until }) } });
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** True when something was postponed. Loaded only when somebody does. */
export async function openExemptDialog(injector: Injector, debtor: DebtorDto): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<ExemptDialog, DebtorDto, boolean>(ExemptDialog, { data: debtor, width: '440px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
