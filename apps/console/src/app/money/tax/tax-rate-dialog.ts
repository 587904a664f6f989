import { ChangeDetectionStrategy, Component, computed, inject, type Injector, signal } from '@angular/core';
import { form, FormField, FormRoot, pattern, required, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatDialog, MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

import { Api, type CustomerKind, setTaxRate, type TaxMode } from '@sky/api-client';
import { onceOnly, problemOf } from '@sky/session';
import { Field, focusFirstError, Segments } from '@sky/ui';

import { basisPointsIn, CUSTOMER_KINDS, MODE_WORDS } from './tax-words';

/** Sets how top-ups of one kind of customer of one country are taxed, now or from a day on. */
@Component({
  selector: 'console-tax-rate-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle, Segments],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './tax-rate-dialog.html',
  styleUrl: '../../users/dialogs/dialog.scss',
})
export class TaxRateDialog {
  protected readonly dialog = inject<MatDialogRef<TaxRateDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);
  private readonly onceKey = crypto.randomUUID();

  protected readonly kinds = CUSTOMER_KINDS;
  protected readonly kind = signal('consumer');
  /** Reverse charge is for businesses only. */
  protected readonly modes = computed(() =>
    (Object.keys(MODE_WORDS) as TaxMode[])
      .filter(mode => mode !== 'reverse_charge' || this.kind() === 'business')
      .map(value => ({ value, label: MODE_WORDS[value].word })),
  );
  protected readonly chosenMode = signal('exclusive');
  protected readonly mode = computed<TaxMode>(
    () => this.modes().find(({ value }) => value === this.chosenMode())?.value ?? 'exclusive',
  );
  protected readonly effect = computed(() => MODE_WORDS[this.mode()].effect);
  protected readonly hasRate = computed(() => this.mode() === 'inclusive' || this.mode() === 'exclusive');
  protected readonly model = signal({ country: '', percent: '', name: 'VAT', validFrom: '' });
  protected readonly rateForm = form(
    this.model,
    fields => {
      required(fields.country, { message: 'Enter a country code, such as DE.' });
      pattern(fields.country, /^[A-Za-z]{2}$/, { message: 'Use the two letters of the country, such as DE.' });
      validate(fields.percent, ({ value }) =>
        !this.hasRate() || basisPointsIn(value()) !== undefined
          ? undefined
          : { kind: 'percent', message: 'Enter a percentage above 0, such as 19 or 8.25.' },
      );
      required(fields.name, { message: 'Enter what receipts call it, such as VAT.' });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  private async save() {
    const { country, percent, name, validFrom } = this.model();
    try {
      const body = {
        country: country.toUpperCase(),
        customerKind: this.kind() as CustomerKind,
        mode: this.mode(),
        rateBasisPoints: this.hasRate() ? (basisPointsIn(percent) ?? 0) : 0,
        name: name.trim(),
        ...(validFrom && { validFrom: `${validFrom}T00:00:00Z` }),
      };
      await this.api.invoke(setTaxRate, { body }, onceOnly(this.onceKey));
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      const { message, details } = problemOf(error);
      return { kind: 'rejected', message: details[0] ? `${message} ${details[0].field} ${details[0].message}.` : message };
    }
  }
}

/** True when a rate was set. Loaded only when somebody sets one. */
export async function openTaxRateDialog(injector: Injector): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<TaxRateDialog, undefined, boolean>(TaxRateDialog, { width: '560px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
