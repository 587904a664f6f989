import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, downloadReceipt, getTransaction } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { deadlineInWords, Failure, Icon, Moment, MoneyPipe, PageHeader, Panel, RatePipe, SkeletonRows, saveAs } from '@sky/ui';

import { TRANSACTION_WORDS } from './transaction-words';

/** One entry of the ledger, with all that it rests on: payment, hours, tax, document, and what it takes back. */
@Component({
  selector: 'portal-transaction-page',
  imports: [Failure, Icon, MatButton, Moment, MoneyPipe, PageHeader, Panel, RatePipe, RouterLink, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page stack' },
  templateUrl: './transaction-page.html',
})
export class TransactionPage {
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  protected readonly parents = [{ label: 'Billing', link: '/billing' }];
  protected readonly transaction = resource({
    params: () => Number(this.id()),
    loader: ({ params: id }) => this.api.invoke(getTransaction, { id }),
  });
  protected readonly problem = computed(() => problemOf(this.transaction.error()));
  protected readonly words = TRANSACTION_WORDS;
  protected readonly exact = (at: string) => deadlineInWords(new Date(at));

  protected readonly isDownloading = signal(false);
  protected readonly downloadProblem = signal('');

  protected async download(): Promise<void> {
    const id = Number(this.id());
    this.isDownloading.set(true);
    this.downloadProblem.set('');
    try {
      const name = (this.transaction.hasValue() && this.transaction.value().document) || `confirmation-${id}`;
      saveAs(await this.api.invoke(downloadReceipt, { id }), `${name}.pdf`);
    } catch (error) {
      this.downloadProblem.set(problemOf(error).message);
    } finally {
      this.isDownloading.set(false);
    }
  }
}
