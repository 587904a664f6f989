import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DOCUMENT,
  inject,
  linkedSignal,
  output,
  resource,
  signal,
} from '@angular/core';
import { debounce, form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';

import { addCredits, Api, getPaymentOptions, getTopUpQuote } from '@sky/api-client';
import { hoursLeft, isUsedUp, parseMoney } from '@sky/money';
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
  Segments,
  SkeletonRows,
  Tag,
} from '@sky/ui';

import { CustomerCredit } from '../panel/customer-credit';

const TILES = ['10', '20', '50', '100'];
const HOUR = 3_600_000;
/** The price is asked for once somebody has stopped typing. */
const TYPING_PAUSE_MS = 250;

/** The credit, how long it lasts, and the way to more: choose an amount and a way to pay; PayPal sends the buyer back here. */
@Component({
  selector: 'portal-top-up-panel',
  imports: [Failure, Field, FormField, FormRoot, MatButton, MoneyPipe, Panel, Segments, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './top-up-panel.html',
  styleUrl: './top-up-panel.scss',
})
export class TopUpPanel {
  readonly leaving = output();

  private readonly api = inject(Api);
  private readonly now = inject(Now);
  private readonly document = inject(DOCUMENT);
  private readonly router = inject(Router);
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
      debounce(fields.amount, TYPING_PAUSE_MS);
      validate(fields.amount, ({ value }) => {
        const refusal = this.refusalOf(value().trim());
        return refusal ? { kind: 'amount', message: refusal } : undefined;
      });
    },
    { submission: { action: () => this.pay(), onInvalid: focusFirstError } },
  );
  private readonly amount = computed(() => (this.topUpForm.amount().valid() ? this.model().amount.trim() : undefined));
  private readonly options = resource({ loader: () => this.api.invoke(getPaymentOptions) });
  protected readonly ways = computed(() =>
    (this.options.hasValue() ? this.options.value().options : []).map(({ gateway, label }) => ({
      value: gateway as string,
      label,
    })),
  );
  protected readonly gateway = linkedSignal(() => this.ways()[0]?.value ?? 'paypal');
  protected readonly isPayPal = computed(() => this.gateway() === 'paypal');
  protected readonly isSandbox = computed(() => this.options.hasValue() && !this.options.value().isLive);
  protected readonly mayStore = computed(() => this.options.hasValue() && this.options.value().mayStoreSource && this.isPayPal());
  protected readonly stores = signal(false);

  /** What the credit costs, asked for once the amount stands. */
  private readonly price = resource({
    params: () => {
      const amount = this.amount();
      return amount === undefined ? undefined : { amount };
    },
    loader: ({ params }) => this.api.invoke(getTopUpQuote, params),
  });
  protected readonly quote = computed(() => (this.price.hasValue() ? this.price.value() : undefined));
  protected readonly taxWords = computed(() => {
    const quote = this.quote();
    if (!quote || quote.taxName === null) return '';
    if (quote.isReverseCharge) return 'Reverse charge: you account for the tax yourself.';
    const rate = `${(quote.taxRateBasisPoints ?? 0) / 100} % ${quote.taxName}`;
    const tax = moneyInWords(quote.tax, quote.currency);
    if (quote.isTaxIncluded) return `${tax} of it are ${rate}.`;
    return `${moneyInWords(quote.credit, quote.currency)} credit and ${tax} for ${rate}.`;
  });
  protected readonly payWords = computed(() => {
    const amount = this.quote()?.total ?? this.amount();
    const way = this.isPayPal() ? 'with PayPal' : 'by bank transfer';
    return amount ? `Pay ${moneyInWords(amount, this.currency())} ${way}` : `Pay ${way}`;
  });

  protected readonly lasts = computed(() => {
    const { runsOutAt: at, balance = '', currency = '' } = this.credit.value() ?? {};
    if (!at) return undefined;
    const left = isUsedUp(balance, currency) ? 0 : Date.parse(at) - this.now.quarter();
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
  private readonly onceKey = computed(
    () => `top-up-${this.model().amount}-${this.gateway()}-${this.stores()}-${crypto.randomUUID()}`,
  );

  protected pick(amount: string): void {
    this.isOther.set(false);
    this.model.set({ amount });
  }

  protected pickOther(): void {
    this.isOther.set(true);
    this.model.set({ amount: '' });
  }

  private wish() {
    const { options } = this.options.hasValue() ? this.options.value() : { options: [] };
    const chosen = options.find(({ gateway }) => gateway === this.gateway());
    return {
      amount: this.model().amount.trim(),
      ...(chosen && options.length > 1 && { gateway: chosen.gateway }),
      ...(this.mayStore() && this.stores() && { storesSource: true }),
    };
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
      const { approveUrl, paymentId } = await this.api.invoke(addCredits, { body: this.wish() }, onceOnly(this.onceKey()));
      this.leaving.emit();
      if (approveUrl === null) await this.router.navigate(['/billing/transfers', paymentId]);
      else this.document.location.assign(approveUrl);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}
