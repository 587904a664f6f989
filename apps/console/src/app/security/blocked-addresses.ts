import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, type BlockedAddressDto, listBlockedAddresses, unblockAddress } from '@sky/api-client';
import { pagedList, problemOf, Session } from '@sky/session';
import { Confirmations, Listing, Moment, Panel } from '@sky/ui';

const PAGE_SIZE = 20;

/** The addresses that get no answer, why, and until when. */
@Component({
  selector: 'console-blocked-addresses',
  imports: [Listing, MatButton, Moment, Panel],
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
  protected readonly blocks = pagedList(
    () => ({ page: this.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listBlockedAddresses, params),
  );

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
