import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, getUserDetail, listAllServers, listAllTransactions, syncUserVirtfusion } from '@sky/api-client';
import { problemOf } from '@sky/session';
import {
  EmptyState,
  Failure,
  lastKnown,
  Moment,
  MoneyPipe,
  PageHeader,
  Panel,
  ServerStateLabel,
  SkeletonRows,
  Tag,
  Toasts,
} from '@sky/ui';

import { TRANSACTION_WORDS } from '../money/transaction-words';
import { accountWords, linkWords } from './user-words';

/** One account: facts, servers and the newest money. */
@Component({
  selector: 'console-user-page',
  imports: [
    EmptyState,
    Failure,
    MatButton,
    Moment,
    MoneyPipe,
    PageHeader,
    Panel,
    RouterLink,
    ServerStateLabel,
    SkeletonRows,
    Tag,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './user-page.html',
})
export class UserPage {
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly parents = [{ label: 'Users', link: '/users' }];
  protected readonly words = TRANSACTION_WORDS;

  protected readonly resource = resource({
    params: () => Number(this.id()),
    loader: ({ params: id }) => this.api.invoke(getUserDetail, { id }),
  });
  private readonly known = lastKnown(this.resource);
  protected readonly detail = computed(() => (this.known()?.id === Number(this.id()) ? this.known() : undefined));
  protected readonly servers = resource({
    params: () => Number(this.id()),
    loader: ({ params: userId }) => this.api.invoke(listAllServers, { userId, limit: 20 }),
  });
  protected readonly serverRows = computed(() => (this.servers.hasValue() ? this.servers.value().data : []));
  protected readonly serversProblem = computed(() => problemOf(this.servers.error()));
  protected readonly transactions = resource({
    params: () => Number(this.id()),
    loader: ({ params: userId }) => this.api.invoke(listAllTransactions, { userId, limit: 10 }),
  });
  protected readonly transactionRows = computed(() => (this.transactions.hasValue() ? this.transactions.value().data : []));
  protected readonly transactionsProblem = computed(() => problemOf(this.transactions.error()));
  protected readonly problem = computed(() => problemOf(this.resource.error()));
  protected readonly account = computed(() => {
    const user = this.detail();
    return user ? accountWords(user) : undefined;
  });
  protected readonly link = computed(() => {
    const user = this.detail();
    return user ? linkWords(user) : undefined;
  });

  protected readonly isSyncing = signal(false);

  protected async sync(): Promise<void> {
    this.isSyncing.set(true);
    try {
      await this.api.invoke(syncUserVirtfusion, { id: Number(this.id()) });
      this.toasts.done('The link to VirtFusion is being made again.');
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.isSyncing.set(false);
      this.resource.reload();
    }
  }
}
