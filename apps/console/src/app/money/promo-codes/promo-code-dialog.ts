import { ChangeDetectionStrategy, Component, computed, inject, type Injector, signal } from '@angular/core';
import { form, FormField, FormRoot, pattern, required, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatDialog, MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

import { Api, createPromoCode, type CreatePromoCodeDto } from '@sky/api-client';
import { parseMoney } from '@sky/money';
import { HostSettings, onceOnly, problemOf } from '@sky/session';
import { Field, focusFirstError, type Segment, Segments } from '@sky/ui';

const KINDS: readonly Segment[] = [
  { value: 'amount', label: 'An amount' },
  { value: 'percent_of_first_top_up', label: 'Part of the first top-up' },
];

/** Makes a promo code. Its terms cannot be changed later, because people will have redeemed it as it is. */
@Component({
  selector: 'console-promo-code-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle, Segments],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './promo-code-dialog.html',
  styleUrl: '../../users/dialogs/dialog.scss',
})
export class PromoCodeDialog {
  protected readonly dialog = inject<MatDialogRef<PromoCodeDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);
  private readonly host = inject(HostSettings);
  private readonly onceKey = crypto.randomUUID();

  protected readonly kinds = KINDS;
  protected readonly kind = signal('amount');
  protected readonly isPercent = computed(() => this.kind() !== 'amount');
  protected readonly currency = computed(() => this.host.value()?.currency ?? 'USD');
  protected readonly model = signal({
    code: '',
    amount: '',
    percent: '',
    mostCredit: '',
    mostRedemptions: '',
    mostPerUser: '1',
    validUntil: '',
    lastsDays: '',
  });
  protected readonly promoForm = form(
    this.model,
    fields => {
      required(fields.code, { message: 'Enter a code, such as WELCOME10.' });
      pattern(fields.code, /^[A-Za-z0-9-]{3,40}$/, { message: 'Use 3 to 40 letters, digits and dashes.' });
      validate(fields.amount, ({ value }) => (this.isPercent() ? undefined : this.refusedAmount(value())));
      validate(fields.percent, ({ value }) =>
        !this.isPercent() || basisPoints(value()) !== undefined ? undefined : wrong('Enter a percentage, such as 20 or 12.5.'),
      );
      validate(fields.mostCredit, ({ value }) =>
        value().trim() === '' || !this.isPercent() ? undefined : this.refusedAmount(value()),
      );
      validate(fields.mostRedemptions, ({ value }) => refusedCount(value(), true));
      validate(fields.mostPerUser, ({ value }) => refusedCount(value(), false));
      validate(fields.lastsDays, ({ value }) => refusedCount(value(), true));
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  private refusedAmount(text: string) {
    try {
      if (parseMoney(text.trim(), this.currency(), { decimals: 'currency' }) > 0n) return undefined;
    } catch {
      return wrong('Enter an amount above zero, such as 10.00.');
    }
    return wrong('Enter an amount above zero, such as 10.00.');
  }

  private terms(): CreatePromoCodeDto {
    const { code, amount, percent, mostCredit, mostRedemptions, mostPerUser, validUntil, lastsDays } = this.model();
    const isPercent = this.isPercent();
    return {
      code: code.trim(),
      kind: isPercent ? 'percent_of_first_top_up' : 'amount',
      ...(isPercent ? { percentBasisPoints: basisPoints(percent) ?? 0 } : { amount: amount.trim() }),
      ...(isPercent && mostCredit.trim() !== '' && { mostCredit: mostCredit.trim() }),
      ...(mostRedemptions.trim() !== '' && { mostRedemptions: Number(mostRedemptions) }),
      mostPerUser: Number(mostPerUser),
      // The day that is named still counts.
      ...(validUntil !== '' && { validUntil: `${validUntil}T23:59:59Z` }),
      ...(lastsDays.trim() !== '' && { creditLastsDays: Number(lastsDays) }),
    };
  }

  private async save() {
    try {
      await this.api.invoke(createPromoCode, { body: this.terms() }, onceOnly(this.onceKey));
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** "12.5" percent as 1250 hundredths of a percent; nothing when it is no percentage of up to 1000. */
function basisPoints(text: string): number | undefined {
  const match = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const points = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return points >= 1 && points <= 100_000 ? points : undefined;
}

function refusedCount(text: string, mayBeEmpty: boolean) {
  if (text.trim() === '' && mayBeEmpty) return undefined;
  return /^[1-9]\d{0,5}$/.test(text.trim()) ? undefined : wrong('Enter a whole number above zero.');
}

function wrong(message: string) {
  return { kind: 'promo', message };
}

/** True when a code was made. Loaded only when somebody makes one. */
export async function openPromoCodeDialog(injector: Injector): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<PromoCodeDialog, undefined, boolean>(PromoCodeDialog, { width: '560px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
