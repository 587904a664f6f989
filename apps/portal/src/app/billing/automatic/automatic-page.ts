import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, resource, signal } from '@angular/core';
import { form, FormField, FormRoot, max, min, pattern, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, type AutomaticTopUpDto, getAutomaticTopUp, removePaymentSource, setAutomaticTopUp } from '@sky/api-client';
import { Live, problemOf, refusalOf } from '@sky/session';
import {
  Age,
  Banner,
  Confirmations,
  EmptyState,
  Failure,
  Field,
  focusFirstError,
  MoneyPipe,
  Panel,
  type Segment,
  Segments,
  SkeletonRows,
  Tag,
  Toasts,
} from '@sky/ui';

const AN_AMOUNT = /^\d{1,9}(\.\d{1,3})?$/;
const WAYS: readonly Segment[] = [
  { value: 'needed', label: 'As much as is needed' },
  { value: 'fixed', label: 'Always the same amount' },
];

/** Keeps the credit so many days ahead, by a way to pay that PayPal remembers; off until the customer turns it on. */
@Component({
  selector: 'portal-automatic-page',
  imports: [
    Age,
    Banner,
    EmptyState,
    Failure,
    Field,
    FormField,
    FormRoot,
    MatButton,
    MoneyPipe,
    Panel,
    RouterLink,
    Segments,
    SkeletonRows,
    Tag,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  templateUrl: './automatic-page.html',
  styles: `
    form {
      display: grid;
      gap: 16px;
      max-width: 440px;
    }
    .caps {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(160px, 1fr));
      gap: 12px;
    }
  `,
})
export class AutomaticPage {
  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly toasts = inject(Toasts);

  protected readonly ways = WAYS;
  protected readonly standing = resource({ loader: () => this.api.invoke(getAutomaticTopUp) });
  protected readonly shown = computed(() => (this.standing.hasValue() ? this.standing.value() : undefined));
  protected readonly problem = computed(() => problemOf(this.standing.error()));
  protected readonly isOn = computed(() => this.shown()?.terms?.isOn ?? false);
  protected readonly way = linkedSignal(() => (this.shown()?.terms?.fixedAmount ? 'fixed' : 'needed'));
  protected readonly model = linkedSignal(() => valuesOf(this.shown()));
  protected readonly termsForm = form(
    this.model,
    fields => {
      min(fields.daysAhead, 1, { message: 'At least one day.' });
      max(fields.daysAhead, 90, { message: 'At most 90 days.' });
      validate(fields.fixedAmount, ({ value }) =>
        this.way() === 'fixed' && !AN_AMOUNT.test(value().trim())
          ? { kind: 'amount', message: 'Enter an amount such as 20 or 20.00.' }
          : undefined,
      );
      pattern(fields.dayCap, AN_AMOUNT, { message: 'Enter an amount such as 50.' });
      pattern(fields.monthCap, AN_AMOUNT, { message: 'Enter an amount such as 200.' });
    },
    { submission: { action: () => this.save(true), onInvalid: focusFirstError } },
  );
  protected readonly isTurningOff = signal(false);

  constructor() {
    inject(Live).on('payment', () => this.standing.reload());
  }

  protected async turnOff(): Promise<void> {
    this.isTurningOff.set(true);
    const refused = await this.save(false);
    if (refused) this.toasts.failed(refused.message);
    this.isTurningOff.set(false);
  }

  protected async removeSource(label: string): Promise<void> {
    const isDone = await this.confirmations.ask({
      title: 'Remove the stored way to pay?',
      body: `PayPal forgets ${label} for us. Automatic top-up ends with it; what was paid stays.`,
      confirm: 'Remove',
      keep: 'Keep it',
      tone: 'danger',
      act: () => refusalOf(() => this.api.invoke(removePaymentSource)),
    });
    if (!isDone) return;
    this.toasts.done('PayPal has forgotten it.');
    this.standing.reload();
  }

  private async save(isOn: boolean) {
    const { daysAhead, fixedAmount, dayCap, monthCap } = this.model();
    const fixed = this.way() === 'fixed' ? fixedAmount.trim() : '';
    const body = { isOn, daysAhead, dayCap: dayCap.trim(), monthCap: monthCap.trim(), ...(fixed && { fixedAmount: fixed }) };
    try {
      this.standing.set(await this.api.invoke(setAutomaticTopUp, { body }));
      this.toasts.done(isOn ? 'Your credit is kept up from now on.' : 'Automatic top-up is off.');
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** What the form begins with: the terms in force, or careful ones. */
function valuesOf(standing: AutomaticTopUpDto | undefined) {
  const terms = standing?.terms;
  return {
    daysAhead: terms?.daysAhead ?? 7,
    fixedAmount: terms?.fixedAmount ?? '',
    dayCap: terms?.dayCap ?? '50',
    monthCap: terms?.monthCap ?? '200',
  };
}
