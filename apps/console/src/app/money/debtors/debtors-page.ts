import { ChangeDetectionStrategy, Component, computed, inject, Injector, PendingTasks } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, type DebtorDto, endDebtorExemption, listDebtors } from '@sky/api-client';
import { Live, pagedList, problemOf, Session } from '@sky/session';
import {
  addressFilters,
  durationInWords,
  Listing,
  Moment,
  MoneyPipe,
  Now,
  PageHeader,
  Panel,
  Tag,
  Toasts,
  type Tone,
} from '@sky/ui';

const PAGE_SIZE = 20;

const STATES: Record<DebtorDto['state'], { readonly words: string; readonly tone: Tone }> = {
  none: { words: 'Owes nothing', tone: 'success' },
  exempt: { words: 'Exempt', tone: 'neutral' },
  warned: { words: 'Warned', tone: 'warning' },
  suspended: { words: 'Suspended', tone: 'error' },
  deleted: { words: 'Servers given up', tone: 'error' },
};

/** Who owes money, what was done about it, and what follows when. */
@Component({
  selector: 'console-debtors-page',
  imports: [Listing, MatButton, Moment, MoneyPipe, PageHeader, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './debtors-page.html',
})
export class DebtorsPage {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private readonly toasts = inject(Toasts);
  private readonly now = inject(Now);

  protected readonly size = PAGE_SIZE;
  protected readonly states = STATES;
  protected readonly filters = addressFilters();
  protected readonly mayWrite = computed(() => this.session.may('billing.write'));
  protected readonly debtors = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listDebtors, params),
  );
  protected readonly rows = computed(() => this.debtors.rows().map(debtor => ({ debtor, next: this.nextOf(debtor) })));

  constructor() {
    inject(Live).on('balance', () => this.debtors.reload());
  }

  protected async exempt(debtor: DebtorDto): Promise<void> {
    const loaded = this.pending.add();
    const { openExemptDialog } = await import('./exempt-dialog').finally(loaded);
    if (await openExemptDialog(this.injector, debtor)) this.debtors.reload();
  }

  protected async endExemption({ userId }: DebtorDto): Promise<void> {
    try {
      await this.api.invoke(endDebtorExemption, { id: userId });
      this.debtors.reload();
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
  }

  /** The next step and how long it is away. */
  private nextOf({ state, suspendAt, deleteAt, exemptUntil }: DebtorDto): { words: string; at: string } | undefined {
    if (state === 'exempt') return exemptUntil ? { words: `Goes on ${this.away(exemptUntil)}`, at: exemptUntil } : undefined;
    if (state === 'warned' && suspendAt) return { words: `Suspended ${this.away(suspendAt)}`, at: suspendAt };
    if (state === 'suspended' && deleteAt) return { words: `Deleted ${this.away(deleteAt)}`, at: deleteAt };
    return undefined;
  }

  private away(at: string): string {
    const left = Date.parse(at) - this.now.quarter();
    return left > 0 ? `in ${durationInWords(left, 'short')}` : 'now';
  }
}
