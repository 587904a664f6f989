import { ChangeDetectionStrategy, Component, computed, inject, Injector, PendingTasks, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, endTaxRate, listTaxRates, type TaxRateDto } from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import { Confirmations, EmptyState, Failure, Moment, PageHeader, Panel, SkeletonRows, Tag, Toasts } from '@sky/ui';

import { KIND_WORDS, MODE_WORDS, percentInWords, STATE_WORDS } from './tax-words';

/** How credit purchases are taxed: by country and kind of customer, with what held before and what is planned. */
@Component({
  selector: 'console-tax-rates-page',
  imports: [EmptyState, Failure, MatButton, Moment, PageHeader, Panel, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './tax-rates-page.html',
  styles: `
    .home {
      margin: 0 0 12px;
      font: var(--text-13);
    }
  `,
})
export class TaxRatesPage {
  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly mayWrite = computed(() => this.session.may('billing.write'));
  protected readonly rates = resource({ loader: () => this.api.invoke(listTaxRates) });
  protected readonly home = computed(() => (this.rates.hasValue() ? this.rates.value().homeCountry : ''));
  protected readonly rows = computed(() =>
    (this.rates.hasValue() ? this.rates.value().data : []).map(rate => ({
      rate,
      kind: KIND_WORDS[rate.customerKind],
      mode: MODE_WORDS[rate.mode],
      state: STATE_WORDS[rate.state],
      percent: rate.rateBasisPoints === 0 ? '' : percentInWords(rate.rateBasisPoints),
    })),
  );
  protected readonly problem = computed(() => problemOf(this.rates.error()));

  protected async add(): Promise<void> {
    const loaded = this.pending.add();
    const { openTaxRateDialog } = await import('./tax-rate-dialog').finally(loaded);
    if (!(await openTaxRateDialog(this.injector))) return;
    this.toasts.done('The rate was set.');
    this.rates.reload();
  }

  protected async end({ id, country, customerKind, state }: TaxRateDto): Promise<void> {
    const what = `${KIND_WORDS[customerKind].toLowerCase()} in ${country}`;
    const hasEnded = await this.confirmations.ask({
      title: `End the rate for ${what}?`,
      body: state === 'planned' ? 'It will not come into force.' : 'From now on their top-ups are not taxed by this rate.',
      confirm: 'End rate',
      keep: 'Keep it',
      act: async () => {
        try {
          await this.api.invoke(endTaxRate, { id });
          return undefined;
        } catch (error) {
          return problemOf(error).message;
        }
      },
    });
    if (!hasEnded) return;
    this.toasts.done('The rate has ended.');
    this.rates.reload();
  }
}
