import { ChangeDetectionStrategy, Component, computed, inject, Injector, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, downloadUserLedgerProof, listAllTransactions } from '@sky/api-client';
import { pagedList, problemOf, Session } from '@sky/session';
import { Icon, Listing, Moment, MoneyPipe, Panel, saveAs, Toasts } from '@sky/ui';

import { TRANSACTION_WORDS } from '../../money/transaction-words';

/** The newest money of one person. */
@Component({
  selector: 'console-person-transactions-panel',
  imports: [Icon, Listing, MatButton, Moment, MoneyPipe, Panel, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './person-transactions-panel.html',
  styles: `
    :host {
      display: block;
    }
  `,
})
export class PersonTransactionsPanel {
  readonly userId = input.required<number>();
  readonly username = input.required<string>();

  private readonly api = inject(Api);
  private readonly injector = inject(Injector);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly mayWrite = computed(() => this.session.may('billing.write'));
  protected readonly isSaving = signal(false);
  protected readonly words = TRANSACTION_WORDS;

  protected readonly transactions = pagedList(
    () => this.userId(),
    userId => this.api.invoke(listAllTransactions, { userId, limit: 10 }),
  );

  protected async changeCredit(): Promise<void> {
    const { openCreditDialog } = await import('../../money/credits/credit-dialog');
    const done = await openCreditDialog(this.injector, { id: this.userId(), username: this.username() });
    if (!done) return;
    this.toasts.done(done.state === 'posted' ? 'The credit was changed.' : 'A second person has to agree.');
    this.transactions.reload();
  }

  /** Saves the proof of the account, which can be verified without this product. */
  protected async saveProof(): Promise<void> {
    this.isSaving.set(true);
    try {
      const proof = await this.api.invoke(downloadUserLedgerProof, { id: this.userId() });
      saveAs(proof, `ledger-proof-${this.userId()}.ndjson`);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.isSaving.set(false);
    }
  }
}
