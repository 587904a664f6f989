import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, type AuditOutcome, exportAuditLog, listAuditLog } from '@sky/api-client';
import { pagedList, problemOf } from '@sky/session';
import { addressFilters, Icon, Listing, Moment, PageHeader, Panel, saveAs, Tag, Toasts } from '@sky/ui';

import { ACTION_GROUPS, pageOfTarget } from './audit-words';
import { EntryDetails } from './entry-details';
import { VerificationPanel } from './verification-panel';

const PAGE_SIZE = 50;
const OUTCOMES = ['done', 'refused'] as const satisfies readonly AuditOutcome[];
/** The list counts no further. */
const COUNTED_AT_MOST = 10_000;

/** Everything that was done, by whom and from where; filters live in the address. */
@Component({
  selector: 'console-audit-page',
  imports: [EntryDetails, Icon, Listing, MatButton, Moment, PageHeader, Panel, RouterLink, Tag, VerificationPanel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './audit-page.html',
  styleUrl: './audit-page.scss',
})
export class AuditPage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);

  protected readonly size = PAGE_SIZE;
  protected readonly groups = ACTION_GROUPS;
  protected readonly filters = addressFilters();
  protected readonly action = computed(() => this.filters.text('action'));
  protected readonly isOtherAction = computed(
    () => this.action() !== '' && !ACTION_GROUPS.some(({ value }) => value === this.action()),
  );
  protected readonly outcome = computed(() => this.filters.oneOf('outcome', OUTCOMES));
  protected readonly text = computed(() => this.filters.text('text'));
  protected readonly address = computed(() => this.filters.text('address'));
  protected readonly userId = computed(() => idIn(this.filters.text('userId')));
  protected readonly actorId = computed(() => idIn(this.filters.text('actorId')));
  protected readonly from = computed(() => this.filters.day('from'));
  protected readonly to = computed(() => this.filters.day('to'));

  private readonly wanted = computed(() => {
    const [action, outcome, text, address] = [this.action(), this.outcome(), this.text(), this.address()];
    const [userId, actorId, from, to] = [this.userId(), this.actorId(), this.from(), this.to()];
    return {
      ...(action && { action }),
      ...(outcome && { outcome }),
      ...(text && { text }),
      ...(address && { address }),
      ...(userId && { userId }),
      ...(actorId && { actorId }),
      ...(from && { from: `${from}T00:00:00.000Z` }),
      ...(to && { to: `${to}T23:59:59.999Z` }),
    };
  });
  protected readonly isFiltered = computed(() => Object.keys(this.wanted()).length > 0);

  protected readonly entries = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE, ...this.wanted() }),
    params => this.api.invoke(listAuditLog, params),
  );
  protected readonly rows = computed(() =>
    this.entries.rows().map(entry => ({
      entry,
      page: entry.target && pageOfTarget(entry.target),
      isForOther: entry.user !== null && entry.user.id !== entry.actor?.id,
    })),
  );
  protected readonly isCutOff = computed(() => this.entries.total() >= COUNTED_AT_MOST);
  protected readonly opened = signal<number | undefined>(undefined);
  protected readonly isExporting = signal(false);

  protected toggle(id: number): void {
    this.opened.update(open => (open === id ? undefined : id));
  }

  protected async export(): Promise<void> {
    this.isExporting.set(true);
    try {
      saveAs(await this.api.invoke(exportAuditLog, this.wanted()), 'audit-log.csv');
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.isExporting.set(false);
    }
  }
}

function idIn(text: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
