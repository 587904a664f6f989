import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { form, FormField, FormRoot, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';

import { Api, listPromoCredit, redeemPromoCode } from '@sky/api-client';
import { onceOnly, problemOf, Session } from '@sky/session';
import { Failure, Field, focusFirstError, Moment, moneyInWords, MoneyPipe, Panel, SkeletonRows, Toasts } from '@sky/ui';

import { CustomerCredit } from '../panel/customer-credit';

/** Promotional credit: what is left of it and until when, and a field for a code. */
@Component({
  selector: 'portal-promo-code-panel',
  imports: [Failure, Field, FormField, FormRoot, MatButton, Moment, MoneyPipe, Panel, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './promo-code-panel.html',
  styles: `
    :host {
      display: block;
    }
    .body {
      display: grid;
      gap: 12px;
      padding: 12px 16px 16px;
    }
    .field-row {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 8px;
      align-items: end;
    }
  `,
})
export class PromoCodePanel {
  private readonly api = inject(Api);
  private readonly credit = inject(CustomerCredit);
  private readonly toasts = inject(Toasts);
  protected readonly session = inject(Session);

  protected readonly promo = resource({ loader: () => this.api.invoke(listPromoCredit) });
  protected readonly problem = computed(() => problemOf(this.promo.error()));
  protected readonly model = signal({ code: '' });
  /** One key for one code, so that a lost answer may be asked for again. */
  private readonly onceKey = computed(() => {
    this.model();
    return crypto.randomUUID();
  });
  protected readonly codeForm = form(
    this.model,
    fields => {
      required(fields.code, { message: 'Enter the code.' });
    },
    { submission: { action: () => this.redeem(), onInvalid: focusFirstError } },
  );

  private async redeem() {
    try {
      const { state, granted, currency, percentBasisPoints } = await this.api.invoke(
        redeemPromoCode,
        { body: { code: this.model().code.trim() } },
        onceOnly(this.onceKey()),
      );
      this.toasts.done(
        state === 'granted'
          ? `${moneyInWords(granted, currency)} were added to your credit.`
          : `You get ${(percentBasisPoints ?? 0) / 100}% on top of your first top-up.`,
      );
      this.codeForm().reset({ code: '' });
      this.promo.reload();
      this.credit.reload();
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}
