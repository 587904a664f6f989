import { ChangeDetectionStrategy, Component, computed, DOCUMENT, inject, output, signal } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';

import { addCredits, Api } from '@sky/api-client';
import { hoursLeft, parseMoney } from '@sky/money';
import { HostSettings, onceOnly, problemOf } from '@sky/session';
import {
  focusFirstError,
  deadlineInWords,
  durationInWords,
  Failure,
  Field,
  moneyInWords,
  MoneyPipe,
  Now,
  Panel,
  SkeletonRows,
} from '@sky/ui';

import { CustomerCredit } from '../panel/customer-credit';

const TILES = ['10', '20', '50', '100'];
const HOUR = 3_600_000;

/** The credit, how long it lasts, and the way to more: choose an amount, pay at PayPal, come back. */
@Component({
  selector: 'portal-top-up-panel',
  imports: [Failure, Field, FormField, FormRoot, MatButton, MoneyPipe, Panel, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './top-up-panel.html',
  styleUrl: './top-up-panel.scss',
})
export class TopUpPanel {
  readonly leaving = output();

  private readonly api = inject(Api);
  private readonly now = inject(Now);
  private readonly document = inject(DOCUMENT);
  protected readonly host = inject(HostSettings);
  protected readonly credit = inject(CustomerCredit);

  protected readonly currency = computed(() => this.host.value()?.currency ?? this.credit.value()?.currency ?? 'USD');
  protected readonly limits = computed(() => {
    const settings = this.host.value();
    return settings ? { least: settings.minimumTopUp, most: settings.maximumTopUp } : undefined;
  });
  protected readonly tiles = computed(() => TILES.filter(amount => this.refusalOf(amount) === ''));
  protected readonly balanceProblem = computed(() => problemOf(this.credit.resource.error()));

  protected readonly model = signal({ amount: '20' });
  protected readonly isOther = signal(false);
  protected readonly topUpForm = form(
    this.model,
    fields => {
      validate(fields.amount, ({ value }) => {
        const refusal = this.refusalOf(value().trim());
        return refusal ? { kind: 'amount', message: refusal } : undefined;
      });
    },
    { submission: { action: () => this.pay(), onInvalid: focusFirstError } },
  );
  private readonly amount = computed(() => (this.topUpForm.amount().valid() ? this.model().amount.trim() : undefined));
  protected readonly payWords = computed(() => {
    const amount = this.amount();
    return amount ? `Pay ${moneyInWords(amount, this.currency())} with PayPal` : 'Pay with PayPal';
  });

  protected readonly lasts = computed(() => {
    const at = this.credit.value()?.runsOutAt;
    if (!at) return undefined;
    const left = Date.parse(at) - this.now.quarter();
    return { words: left > 0 ? `Lasts ${durationInWords(left)}` : 'Used up', until: deadlineInWords(new Date(at)) };
  });
  /** What the credit is after paying, and how long that lasts. */
  protected readonly afterwards = computed(() => {
    const [balance, amount] = [this.credit.value(), this.amount()];
    if (!balance || !amount) return '';
    const { currency } = balance;
    const credit = parseMoney(balance.balance, currency, { sign: 'signed' }) + parseMoney(amount, currency);
    const hours = hoursLeft(credit, parseMoney(balance.hourlyRate, currency));
    const words = `Then ${moneyInWords(credit, currency)}`;
    if (hours === null) return `${words}.`;
    return `${words}, lasting ${durationInWords(hours * HOUR)}, until ${deadlineInWords(new Date(this.now.quarter() + hours * HOUR))}.`;
  });

  /** The same click twice is one payment; another amount is another. */
  private readonly onceKey = computed(() => `top-up-${this.model().amount}-${crypto.randomUUID()}`);

  protected pick(amount: string): void {
    this.isOther.set(false);
    this.model.set({ amount });
  }

  protected pickOther(): void {
    this.isOther.set(true);
    this.model.set({ amount: '' });
  }

  private refusalOf(amount: string): string {
    const limits = this.limits();
    const currency = this.currency();
    try {
      const micro = parseMoney(amount, currency, { decimals: 'currency' });
      if (limits && micro < parseMoney(limits.least, currency))
        return `The smallest top-up is ${moneyInWords(limits.least, currency)}.`;
      if (limits && micro > parseMoney(limits.most, currency))
        return `The largest top-up is ${moneyInWords(limits.most, currency)}.`;
      return micro > 0n ? '' : 'Enter an amount above zero.';
    } catch {
      return 'Enter an amount such as 20 or 20.00.';
    }
  }

  private async pay() {
    try {
      const { approveUrl } = await this.api.invoke(
        addCredits,
        { body: { amount: this.model().amount.trim() } },
        onceOnly(this.onceKey()),
      );
      this.leaving.emit();
      this.document.location.assign(approveUrl);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}
