import { ChangeDetectionStrategy, Component, computed, inject, Injector, PendingTasks, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';

import { Api, type BulkUserAction, exportUsers, listUsers, type UserState } from '@sky/api-client';
import { pagedList, problemOf, Session } from '@sky/session';
import { addressFilters, Age, Icon, Listing, MoneyPipe, PageHeader, Panel, saveAs, Tag, Toasts } from '@sky/ui';

import { ROLE_WORDS, ROLES } from '../roles/role-words';
import { BulkBar } from '../bulk/bulk-bar';
import { BULK_ACTS } from './bulk/bulk-words';
import { Selection } from '../bulk/selection';
import { accountWords, linkWords } from './user-words';

const STATES = ['active', 'suspended', 'deleted'] as const satisfies readonly UserState[];
const ANSWERS = ['true', 'false'] as const;
const PAGE_SIZE = 20;

/** Everybody with an account; filters live in the address, and staff act on many at once from here. */
@Component({
  selector: 'console-users-page',
  imports: [Age, BulkBar, Icon, Listing, MatButton, MoneyPipe, PageHeader, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './users-page.html',
  styleUrl: './users-page.scss',
})
export class UsersPage {
  private readonly api = inject(Api);
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly size = PAGE_SIZE;
  protected readonly roles = ROLES;
  protected readonly roleWords = ROLE_WORDS;
  protected readonly filters = addressFilters();
  protected readonly search = computed(() => this.filters.text('search'));
  protected readonly role = computed(() => this.filters.oneOf('role', ROLES));
  protected readonly state = computed(() => this.filters.oneOf('state', STATES));
  protected readonly verified = computed(() => this.filters.oneOf('verified', ANSWERS));
  protected readonly tag = computed(() => this.filters.text('tag'));
  private readonly wanted = computed(() => {
    const [search, role, state, verified, tag] = [this.search(), this.role(), this.state(), this.verified(), this.tag()];
    return {
      ...(search && { search }),
      ...(role && { role }),
      ...(state && { state }),
      ...(verified && { verified }),
      ...(tag && { tag }),
    };
  });
  protected readonly isFiltered = computed(() => Object.keys(this.wanted()).length > 0);
  protected readonly mayWrite = computed(() => this.session.may('users.write'));

  protected readonly users = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE, ...this.wanted() }),
    params => this.api.invoke(listUsers, params),
  );
  protected readonly rows = computed(() =>
    this.users.rows().map(user => ({
      user,
      account: accountWords(user),
      link: linkWords(user),
    })),
  );

  protected readonly bulkActs = BULK_ACTS;
  protected readonly selection = new Selection();
  protected readonly pageIds = computed(() => this.rows().map(({ user }) => user.id));
  protected readonly isExporting = signal(false);

  protected tick(ids: readonly number[], event: Event): void {
    this.selection.set(ids, (event.target as HTMLInputElement).checked);
  }

  protected async export(): Promise<void> {
    this.isExporting.set(true);
    try {
      const table = await this.api.invoke(exportUsers, this.wanted());
      saveAs(new Blob([table], { type: 'text/csv' }), 'users.csv');
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.isExporting.set(false);
    }
  }

  protected async invite(): Promise<void> {
    const loaded = this.pending.add();
    const { openInviteDialog } = await import('./dialogs/invite-dialog').finally(loaded);
    const id = await openInviteDialog(this.injector);
    if (id === undefined) return;
    this.toasts.done('The invitation is on its way.');
    await this.router.navigate(['/users', id]);
  }

  protected async act(action: BulkUserAction): Promise<void> {
    const loaded = this.pending.add();
    const { openBulkDialog } = await import('./bulk/bulk-dialog').finally(loaded);
    if (!(await openBulkDialog(this.injector, { action, userIds: this.selection.ids() }))) return;
    this.selection.clear();
    this.users.reload();
  }
}
