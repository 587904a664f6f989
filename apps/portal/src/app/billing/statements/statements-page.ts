import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, exportTransactions$Csv, exportTransactions$Pdf, listStatements } from '@sky/api-client';
import { pagedList, problemOf } from '@sky/session';
import { addressFilters, Listing, MoneyPipe, Panel, saveAs, Toasts } from '@sky/ui';

import { ProofPanel } from './proof-panel';

const FORMATS = ['pdf', 'csv'] as const;
const PAGE_SIZE = 12;
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** What a statement can be saved as. */
type Format = (typeof FORMATS)[number];

/** Statements of account: every month with its opening and closing balance, and any stretch of days. */
@Component({
  selector: 'portal-statements-page',
  imports: [Listing, MatButton, MoneyPipe, Panel, ProofPanel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  templateUrl: './statements-page.html',
  styles: `
    .range {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: 12px;
      padding: 12px 16px 16px;
    }
    label {
      display: grid;
      gap: 4px;
      font: var(--text-12);
    }
    .field-error {
      padding: 0 16px 12px;
    }
    .files {
      display: flex;
      gap: 4px;
      justify-content: flex-end;
    }
    @media (max-width: 719px) {
      label {
        flex: 1;
      }
      input {
        width: 100%;
      }
    }
  `,
})
export class StatementsPage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);

  protected readonly formats = FORMATS;
  protected readonly size = PAGE_SIZE;
  protected readonly filters = addressFilters();
  protected readonly months = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listStatements, params),
  );
  protected readonly rows = computed(() => this.months.rows().map(row => ({ ...row, name: MONTH.format(new Date(row.from)) })));

  protected readonly from = signal('');
  protected readonly to = signal('');
  /** Why the days that were chosen cannot be a statement. */
  protected readonly refusal = computed(() => {
    if (!this.from() || !this.to()) return '';
    return this.from() <= this.to() ? '' : 'The last day comes before the first one.';
  });
  /** Which file is being written, such as "2026-11 pdf". */
  protected readonly writing = signal('');

  protected choose(end: 'from' | 'to', event: Event): void {
    this[end].set((event.target as HTMLInputElement).value);
  }

  /** Saves a month. The present one ends now, because nobody knows its rest. */
  protected saveMonth({ month, from, to, isOver }: { month: string; from: string; to: string; isOver: boolean }, format: Format) {
    return this.save(month, format, { from, ...(isOver && { to }) });
  }

  /** Saves the days that were chosen; both of them are part of it. */
  protected saveRange(format: Format): Promise<void> {
    const last = new Date(`${this.to()}T00:00:00.000Z`);
    const to = new Date(last.getTime() + 86_400_000).toISOString();
    return this.save(`${this.from()}-to-${this.to()}`, format, { from: `${this.from()}T00:00:00.000Z`, to });
  }

  private async save(name: string, format: Format, period: { from: string; to?: string }): Promise<void> {
    this.writing.set(`${name} ${format}`);
    try {
      const file =
        format === 'pdf'
          ? await this.api.invoke(exportTransactions$Pdf, { ...period, format })
          : await this.api.invoke(exportTransactions$Csv, { ...period, format });
      saveAs(file, `statement-${name}.${format}`);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.writing.set('');
    }
  }
}
