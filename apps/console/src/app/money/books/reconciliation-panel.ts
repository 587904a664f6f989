import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import {
  Api,
  applyReconciliationFinding,
  getReconciliation,
  listReconciliationFindings,
  type ReconciledBook,
  type ReconciliationFindingDto,
  startReconciliation,
} from '@sky/api-client';
import { pagedList, problemOf, refusalOf, Session } from '@sky/session';
import {
  Age,
  Confirmations,
  Failure,
  lastKnown,
  moneyInWords,
  MoneyPipe,
  Paginator,
  Panel,
  repeatEvery,
  SkeletonRows,
  Tag,
  Toasts,
} from '@sky/ui';

const BOOK_WORDS: Readonly<Record<ReconciledBook, string>> = {
  paypal: 'PayPal',
  bank: 'Bank',
  virtfusion: 'VirtFusion',
  ledger: 'Ledger',
};
const PAGE_SIZE = 20;
const RESTING_MS = 60_000;
/** While a comparison is under way somebody waits for it. */
const WAITING_MS = 2_000;

/** The ledger beside PayPal and VirtFusion: what differs, why, and what would put it right. */
@Component({
  selector: 'console-reconciliation-panel',
  imports: [Age, Failure, MatButton, MoneyPipe, Paginator, Panel, RouterLink, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './reconciliation-panel.html',
  styleUrl: './books.scss',
})
export class ReconciliationPanel {
  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly size = PAGE_SIZE;
  protected readonly bookWords = BOOK_WORDS;
  protected readonly mayWrite = computed(() => this.session.may('billing.write'));
  protected readonly page = signal(1);
  protected readonly state = resource({ loader: () => this.api.invoke(getReconciliation) });
  protected readonly known = lastKnown(this.state);
  protected readonly latest = computed(() => this.known()?.latest ?? undefined);
  protected readonly isRunning = computed(() => this.latest() !== undefined && this.latest()?.finishedAt === null);
  protected readonly problem = computed(() => problemOf(this.state.error()));

  protected readonly findings = pagedList(
    () => {
      const run = this.latest();
      return run?.finishedAt ? { id: run.id, page: this.page(), limit: PAGE_SIZE } : undefined;
    },
    params => this.api.invoke(listReconciliationFindings, params),
  );
  protected readonly isAsking = signal(false);

  constructor() {
    repeatEvery(
      computed(() => (this.isRunning() ? WAITING_MS : RESTING_MS)),
      () => this.state.reload(),
    );
  }

  protected async compare(): Promise<void> {
    this.isAsking.set(true);
    try {
      await this.api.invoke(startReconciliation);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.isAsking.set(false);
      this.state.reload();
    }
  }

  protected async apply(row: ReconciliationFindingDto): Promise<void> {
    const isMirror = row.suggestion === 'correct_mirror';
    const isDone = await this.confirmations.ask({
      title: isMirror
        ? `Correct VirtFusion’s figure for ${row.username ?? 'this customer'}?`
        : 'Ask PayPal about this payment again?',
      body: isMirror
        ? `VirtFusion then shows ${moneyInWords(row.expected ?? '0', row.currency)}, as the ledger does. The customer’s credit here does not change.`
        : 'What PayPal says is then made so here, once.',
      confirm: isMirror ? 'Correct VirtFusion' : 'Ask again',
      keep: 'Leave it',
      act: () => refusalOf(() => this.api.invoke(applyReconciliationFinding, { id: row.id })),
    });
    if (!isDone) return;
    this.toasts.done('It is being done. Compare again to see that it worked.');
    this.findings.reload();
  }
}
