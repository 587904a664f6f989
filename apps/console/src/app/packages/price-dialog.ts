import { ChangeDetectionStrategy, Component, computed, inject, type Injector, signal } from '@angular/core';
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

import { type PackageDto, Api, setPackagePrice } from '@sky/api-client';
import { hourlyPrice, parseMoney } from '@sky/money';
import { HostSettings, problemOf } from '@sky/session';
import { Field, focusFirstError, moneyInWords } from '@sky/ui';

/** Sets what a package costs from now on; the hourly price follows from the monthly one. */
@Component({
  selector: 'console-price-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Price of {{ one.name }}</h2>
    <form [formRoot]="priceForm">
      <mat-dialog-content>
        <ui-field [label]="'Per month, in ' + currency()" for="monthly" [hint]="hint()" [of]="priceForm.monthly">
          <input
            id="monthly"
            class="input tabular"
            inputmode="decimal"
            autocomplete="off"
            cdkFocusInitial
            [formField]="priceForm.monthly"
          />
        </ui-field>
        <p class="note">New orders pay this from now on. Servers that run keep the price they were sold at.</p>
        @if (priceForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="close()">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="priceForm().submitting()">Set price</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    .note {
      margin-top: 12px;
      font: var(--text-12);
      color: var(--mat-sys-on-surface-variant);
    }
    mat-dialog-actions {
      gap: 8px;
      padding: 12px 20px;
      border-top: var(--border);
    }
  `,
})
export class PriceDialog {
  protected readonly one = inject<PackageDto>(MAT_DIALOG_DATA);
  private readonly api = inject(Api);
  private readonly dialog = inject<MatDialogRef<PriceDialog, boolean>>(MatDialogRef);
  private readonly host = inject(HostSettings);

  protected readonly currency = computed(() => this.one.price?.currency ?? this.host.value()?.currency ?? 'USD');
  protected readonly model = signal({ monthly: this.one.price?.monthly ?? '' });
  private readonly micro = computed(() => {
    try {
      return parseMoney(this.model().monthly.trim(), this.currency(), { decimals: 'currency' });
    } catch {
      return undefined;
    }
  });
  protected readonly hint = computed(() => {
    const micro = this.micro();
    return micro === undefined
      ? ''
      : `That is ${moneyInWords(hourlyPrice(micro), this.currency(), { decimals: 'exact' })} an hour.`;
  });
  protected readonly priceForm = form(
    this.model,
    fields => {
      validate(fields.monthly, () => {
        const micro = this.micro();
        return micro === undefined || micro <= 0n
          ? { kind: 'price', message: 'Enter a price above zero, such as 5.00.' }
          : undefined;
      });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  protected close(): void {
    this.dialog.close(false);
  }

  private async save() {
    try {
      await this.api.invoke(setPackagePrice, { id: this.one.id, body: { monthly: this.model().monthly.trim() } });
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** True when a price was set. Loaded only when somebody sets one. */
export async function openPriceDialog(injector: Injector, one: PackageDto): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<PriceDialog, PackageDto, boolean>(PriceDialog, { data: one, width: '440px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
