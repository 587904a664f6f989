import { ChangeDetectionStrategy, Component, computed, inject, Injector, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, enablePromoCode, listPromoCodes, type PromoCodeDto } from '@sky/api-client';
import { pagedList, problemOf, Session } from '@sky/session';
import { addressFilters, Listing, Moment, moneyInWords, MoneyPipe, PageHeader, Panel, Tag, Toasts } from '@sky/ui';

const PAGE_SIZE = 20;

/** Promo codes: what they give, how often they were redeemed, and what they cost so far. */
@Component({
  selector: 'console-promo-codes-page',
  imports: [Listing, MatButton, Moment, MoneyPipe, PageHeader, Panel, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './promo-codes-page.html',
})
export class PromoCodesPage {
  private readonly api = inject(Api);
  private readonly injector = inject(Injector);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly size = PAGE_SIZE;
  protected readonly mayWrite = computed(() => this.session.may('billing.write'));
  protected readonly filters = addressFilters();
  protected readonly codes = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listPromoCodes, params),
  );
  protected readonly rows = computed(() => this.codes.rows().map(row => ({ ...row, gives: givesInWords(row) })));
  protected readonly switching = signal(0);

  protected async create(): Promise<void> {
    const { openPromoCodeDialog } = await import('./promo-code-dialog');
    if (!(await openPromoCodeDialog(this.injector))) return;
    this.toasts.done('The code can be redeemed.');
    this.codes.reload();
  }

  protected async enable({ id }: PromoCodeDto, enabled: boolean): Promise<void> {
    this.switching.set(id);
    try {
      await this.api.invoke(enablePromoCode, { id, body: { enabled } });
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.switching.set(0);
      this.codes.reload();
    }
  }
}

/** "$10.00", or "20% of the first top-up, at most $50.00". */
function givesInWords({ amount, percentBasisPoints, mostCredit, currency }: PromoCodeDto): string {
  if (amount !== null) return moneyInWords(amount, currency);
  const percent = `${Number(((percentBasisPoints ?? 0) / 100).toFixed(2))}% of the first top-up`;
  return mostCredit === null ? percent : `${percent}, at most ${moneyInWords(mostCredit, currency)}`;
}
