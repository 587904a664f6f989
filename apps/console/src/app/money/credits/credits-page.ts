import { ChangeDetectionStrategy, Component, computed, inject, Injector } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import {
  Api,
  approveStaffCredit,
  listStaffCredits,
  rejectStaffCredit,
  type StaffCreditDto,
  type StaffCreditState,
} from '@sky/api-client';
import { pagedList, refusalOf, Session } from '@sky/session';
import { addressFilters, Confirmations, Listing, Moment, moneyInWords, MoneyPipe, PageHeader, Panel, Tag, Toasts } from '@sky/ui';

import { CREDIT_KIND_WORDS, CREDIT_STATE_WORDS } from './credit-words';

const STATES = ['awaiting', 'posted', 'rejected', 'withdrawn'] as const satisfies readonly StaffCreditState[];
const PAGE_SIZE = 20;

/** What staff gave, corrected and took back, and what waits for a second person. */
@Component({
  selector: 'console-credits-page',
  imports: [Listing, MatButton, Moment, MoneyPipe, PageHeader, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './credits-page.html',
})
export class CreditsPage {
  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly injector = inject(Injector);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly states = STATES;
  protected readonly size = PAGE_SIZE;
  protected readonly kindWords = CREDIT_KIND_WORDS;
  protected readonly stateWords = CREDIT_STATE_WORDS;
  protected readonly mayWrite = computed(() => this.session.may('billing.write'));
  protected readonly filters = addressFilters();
  protected readonly state = computed(() => this.filters.oneOf('state', STATES));

  protected readonly credits = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE, ...(this.state() && { state: this.state() }) }),
    params => this.api.invoke(listStaffCredits, params),
  );
  protected readonly rows = computed(() =>
    this.credits.rows().map(row => ({ ...row, isOwn: row.askedBy.id === this.session.user()?.id })),
  );

  protected async add(): Promise<void> {
    const { openCreditDialog } = await import('./credit-dialog');
    const done = await openCreditDialog(this.injector, null);
    if (!done) return;
    this.toasts.done(done.state === 'posted' ? 'The credit was changed.' : 'A second person has to agree.');
    this.credits.reload();
  }

  protected async approve(row: StaffCreditDto): Promise<void> {
    const isDone = await this.confirmations.ask({
      title: `Agree to ${this.amountOf(row)} for ${row.user.username}?`,
      body: `${row.askedBy.username} asks for it: ${row.reason}`,
      confirm: 'Agree and post',
      keep: 'Not yet',
      act: () => refusalOf(() => this.api.invoke(approveStaffCredit, { id: row.id, body: {} })),
    });
    this.told(isDone, 'The credit was posted.');
  }

  protected async reject(row: StaffCreditDto & { isOwn: boolean }): Promise<void> {
    const isDone = await this.confirmations.ask({
      title: row.isOwn ? 'Withdraw your wish?' : `Refuse ${this.amountOf(row)} for ${row.user.username}?`,
      body: 'Nothing is posted. It stays in this list.',
      confirm: row.isOwn ? 'Withdraw' : 'Refuse',
      keep: 'Keep it',
      act: () => refusalOf(() => this.api.invoke(rejectStaffCredit, { id: row.id, body: {} })),
    });
    this.told(isDone, row.isOwn ? 'The wish was withdrawn.' : 'The wish was refused.');
  }

  private amountOf({ amount, currency }: StaffCreditDto): string {
    return moneyInWords(amount, currency, { sign: 'always' });
  }

  private told(isDone: boolean, words: string): void {
    if (!isDone) return;
    this.toasts.done(words);
    this.credits.reload();
  }
}
