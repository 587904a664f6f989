import { ChangeDetectionStrategy, Component, computed, inject, Injector, PendingTasks } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';

import {
  Api,
  ignoreOrphan,
  listMissingServers,
  listOrphans,
  markServerDeleted,
  type MissingServerDto,
  type OrphanDto,
  type OrphanState,
  refreshServerForAdmin,
  reopenOrphan,
} from '@sky/api-client';
import { Live, pagedList, problemOf, refusalOf, Session } from '@sky/session';
import { addressFilters, Age, Confirmations, Listing, Moment, PageHeader, Panel, Tag, Toasts } from '@sky/ui';

const STATES = ['open', 'ignored'] as const satisfies readonly OrphanState[];
const PAGE_SIZE = 20;

/** Servers that only VirtFusion knows, and servers of ours that it lost: nothing of this is decided without a person. */
@Component({
  selector: 'console-orphans-page',
  imports: [Age, Listing, MatButton, Moment, PageHeader, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full stack' },
  templateUrl: './orphans-page.html',
})
export class OrphansPage {
  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly size = PAGE_SIZE;
  protected readonly filters = addressFilters();
  protected readonly state = computed(() => this.filters.oneOf('state', STATES) ?? 'open');
  protected readonly mayWrite = computed(() => this.session.may('servers.write'));
  protected readonly orphans = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE, state: this.state() }),
    params => this.api.invoke(listOrphans, params),
  );
  protected readonly missing = pagedList(
    () => ({ limit: PAGE_SIZE }),
    params => this.api.invoke(listMissingServers, params),
  );

  constructor() {
    inject(Live).on('server', () => this.missing.reload());
  }

  protected async adopt(orphan: OrphanDto): Promise<void> {
    const loaded = this.pending.add();
    const { openAdoptDialog } = await import('./adopt-dialog').finally(loaded);
    const id = await openAdoptDialog(this.injector, orphan);
    if (id === undefined) return;
    this.toasts.done(`${orphan.name} was taken over.`);
    await this.router.navigate(['/servers', id]);
  }

  protected ignore({ upstreamId, name }: OrphanDto): Promise<void> {
    return this.attempt(() => this.api.invoke(ignoreOrphan, { id: upstreamId }), `${name} was put aside.`);
  }

  protected reopen({ upstreamId, name }: OrphanDto): Promise<void> {
    return this.attempt(() => this.api.invoke(reopenOrphan, { id: upstreamId }), `${name} is listed again.`);
  }

  protected lookAgain({ id, name }: MissingServerDto): Promise<void> {
    return this.attempt(() => this.api.invoke(refreshServerForAdmin, { id }), `VirtFusion is asked about ${name}.`);
  }

  protected async markDeleted({ id, name, owner, upstreamId }: MissingServerDto): Promise<void> {
    const isDone = await this.confirmations.ask({
      title: `Mark ${name} as deleted?`,
      body: 'VirtFusion is asked once more. If it has no such server, its meter ends and its owner is told. This cannot be undone.',
      facts: [
        { label: 'Owner', value: owner.username },
        { label: 'Number in VirtFusion', value: String(upstreamId) },
      ],
      typed: name,
      confirm: 'Mark as deleted',
      keep: 'Keep it',
      tone: 'danger',
      act: () => refusalOf(() => this.api.invoke(markServerDeleted, { id, body: { name } })),
    });
    if (!isDone) return;
    this.toasts.done(`${name} is marked as deleted.`);
    this.missing.reload();
  }

  private async attempt(act: () => Promise<unknown>, words: string): Promise<void> {
    try {
      await act();
      this.toasts.done(words);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
    this.orphans.reload();
    this.missing.reload();
  }
}
