import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, type BlockedAddressDto, listBlockedAddresses, unblockAddress } from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import { Confirmations, EmptyState, Failure, Moment, Paginator, Panel, SkeletonRows } from '@sky/ui';

const PAGE_SIZE = 20;

/** The addresses that get no answer, why, and until when. */
@Component({
  selector: 'console-blocked-addresses',
  imports: [EmptyState, Failure, MatButton, Moment, Paginator, Panel, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './blocked-addresses.html',
})
export class BlockedAddresses {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly confirmations = inject(Confirmations);

  protected readonly mayWrite = computed(() => this.session.may('security.write'));
  protected readonly size = PAGE_SIZE;
  protected readonly page = signal(1);
  protected readonly blocks = resource({
    params: () => ({ page: this.page(), limit: PAGE_SIZE }),
    loader: ({ params }) => this.api.invoke(listBlockedAddresses, params),
  });
  protected readonly rows = computed(() => (this.blocks.hasValue() ? this.blocks.value().data : []));
  protected readonly total = computed(() => (this.blocks.hasValue() ? this.blocks.value().pagination.totalItems : 0));
  protected readonly problem = computed(() => problemOf(this.blocks.error()));

  /** The list may have changed. */
  read(): void {
    this.blocks.reload();
  }

  protected async unblock({ id, network }: BlockedAddressDto): Promise<void> {
    const isDone = await this.confirmations.ask({
      title: `Answer ${network} again?`,
      body: 'Requests from there are let in at once. The block stays in the audit log.',
      confirm: 'Unblock',
      keep: 'Keep the block',
      tone: 'plain',
      act: async () => {
        try {
          await this.api.invoke(unblockAddress, { id });
          return undefined;
        } catch (error) {
          return problemOf(error).message;
        }
      },
    });
    if (isDone) this.read();
  }
}
