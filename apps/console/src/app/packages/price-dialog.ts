import { ChangeDetectionStrategy, Component, computed, inject, type Injector, resource, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, validate } from '@angular/forms/signals';
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

import { type PackageDto, Api, listPublicPackages, setPackagePrice } from '@sky/api-client';
import { hourlyPrice, parseMoney } from '@sky/money';
import { HostSettings, problemOf } from '@sky/session';
import { Field, focusFirstError, moneyInWords } from '@sky/ui';

/** A package, and the location whose price of its own is edited; null is the price everywhere else. */
export interface PriceDraft {
  readonly one: PackageDto;
  readonly locationId: number | null;
}

/** Sets what a package costs from now on: month, hour, set-up, least term; everywhere or in one location. */
@Component({
  selector: 'console-price-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './price-dialog.html',
  styleUrl: './price-dialog.scss',
})
export class PriceDialog {
  private readonly draft = inject<PriceDraft>(MAT_DIALOG_DATA);
  private readonly api = inject(Api);
  private readonly dialog = inject<MatDialogRef<PriceDialog, boolean>>(MatDialogRef);
  private readonly host = inject(HostSettings);

  protected readonly one = this.draft.one;
  private readonly present = this.one.priceHistory.find(
    price => price.validTo === null && price.locationId === this.draft.locationId,
  );
  protected readonly currency = computed(() => this.one.price?.currency ?? this.host.value()?.currency ?? 'USD');
  private readonly locationsRead = resource({ loader: () => this.api.invoke(listPublicPackages) });
  /** Where the package is sold; a location without room for it is offered as well when it has a price of its own. */
  protected readonly locations = computed(() => {
    const sold = this.locationsRead.hasValue() ? this.locationsRead.value().data : [];
    const all = new Map(sold.flatMap(plan => plan.locations).map(({ id, name }) => [id, name]));
    for (const { locationId } of this.one.priceHistory)
      if (locationId !== null && !all.has(locationId)) all.set(locationId, `Location ${locationId}`);
    return [...all].map(([id, name]) => ({ id: String(id), name }));
  });

  protected readonly model = signal({
    monthly: this.present?.monthly ?? this.one.price?.monthly ?? '',
    hourly: this.present?.hourly ?? '',
    setupFee: trimmed(this.present?.setupFee),
    minimumHours: String(this.present?.minimumHours || ''),
    category: this.present?.category ?? '',
    locationId: this.draft.locationId === null ? '' : String(this.draft.locationId),
    enabled: this.present?.enabled ?? true,
  });
  protected readonly hint = computed(() => {
    const micro = this.read(this.model().monthly, 'currency');
    return micro === undefined || this.model().hourly.trim() !== ''
      ? ''
      : `That is ${moneyInWords(hourlyPrice(micro), this.currency(), { decimals: 'exact' })} an hour.`;
  });
  protected readonly priceForm = form(
    this.model,
    fields => {
      validate(fields.monthly, ({ value }) =>
        (this.read(value(), 'currency') ?? 0n) > 0n
          ? undefined
          : { kind: 'price', message: 'Enter a price above zero, such as 5.00.' },
      );
      validate(fields.hourly, ({ value }) =>
        value().trim() === '' || (this.read(value(), 'micro') ?? 0n) > 0n
          ? undefined
          : { kind: 'price', message: 'Leave it empty, or enter a price above zero, such as 0.0075.' },
      );
      validate(fields.setupFee, ({ value }) =>
        value().trim() === '' || this.read(value(), 'currency') !== undefined
          ? undefined
          : { kind: 'price', message: 'Leave it empty, or enter an amount such as 2.00.' },
      );
      maxLength(fields.category, 60, { message: 'Keep the category under 60 characters.' });
      validate(fields.minimumHours, ({ value }) =>
        /^$|^\d{1,3}$/.test(value().trim()) && Number(value()) <= 730
          ? undefined
          : { kind: 'hours', message: 'Leave it empty, or enter 1 to 730 hours.' },
      );
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  protected close(): void {
    this.dialog.close(false);
  }

  private read(text: string, decimals: 'currency' | 'micro'): bigint | undefined {
    try {
      return parseMoney(text.trim(), this.currency(), { decimals });
    } catch {
      return undefined;
    }
  }

  private async save() {
    const { monthly, hourly, setupFee, minimumHours, category, locationId, enabled } = this.model();
    try {
      await this.api.invoke(setPackagePrice, {
        id: this.one.id,
        body: {
          monthly: monthly.trim(),
          ...(hourly.trim() && { hourly: hourly.trim() }),
          ...(setupFee.trim() && { setupFee: setupFee.trim() }),
          ...(Number(minimumHours) > 0 && { minimumHours: Number(minimumHours) }),
          ...(category.trim() && { category: category.trim() }),
          ...(!enabled && { enabled }),
          ...(locationId && { locationId: Number(locationId) }),
        },
      });
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** An amount of nothing is an empty field. */
function trimmed(amount: string | undefined): string {
  return amount === undefined || /^0(\.0*)?$/.test(amount) ? '' : amount;
}

/** True when a price was set. Loaded only when somebody sets one. */
export async function openPriceDialog(injector: Injector, draft: PriceDraft): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<PriceDialog, PriceDraft, boolean>(PriceDialog, { data: draft, width: '560px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
