import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, downloadReceiptForAdmin, getTransactionForAdmin } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { deadlineInWords, Failure, Moment, MoneyPipe, PageHeader, Panel, RatePipe, saveAs, SkeletonRows, Toasts } from '@sky/ui';

import { TRANSACTION_WORDS } from '../transaction-words';

/** One transaction for staff: its lines on every account, and all that it rests on. */
@Component({
  selector: 'console-transaction-page',
  imports: [Failure, MatButton, Moment, MoneyPipe, PageHeader, Panel, RatePipe, RouterLink, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full stack' },
  templateUrl: './transaction-page.html',
})
export class TransactionPage {
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);

  protected readonly parents = [{ label: 'Transactions', link: '/transactions' }];
  protected readonly words = TRANSACTION_WORDS;
  protected readonly transaction = resource({
    params: () => Number(this.id()),
    loader: ({ params: id }) => this.api.invoke(getTransactionForAdmin, { id }),
  });
  protected readonly problem = computed(() => problemOf(this.transaction.error()));
  protected readonly exact = (at: string) => deadlineInWords(new Date(at));
  /** `paypal_clearing` as people read it. */
  protected readonly account = (kind: string) => kind.replaceAll('_', ' ');
  protected readonly isDownloading = signal(false);

  protected async download(name: string): Promise<void> {
    this.isDownloading.set(true);
    try {
      saveAs(await this.api.invoke(downloadReceiptForAdmin, { id: Number(this.id()) }), `${name}.pdf`);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.isDownloading.set(false);
    }
  }
}
