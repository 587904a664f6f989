import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listUsers } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { addressFilters, Age, EmptyState, Failure, MoneyPipe, PageHeader, Paginator, Panel, SkeletonRows, Tag } from '@sky/ui';

import { accountWords, linkWords } from './user-words';

const ROLES = ['customer', 'admin'] as const;
const ANSWERS = ['true', 'false'] as const;
const PAGE_SIZE = 20;

/** Everybody with an account; filters live in the address. */
@Component({
  selector: 'console-users-page',
  imports: [Age, EmptyState, Failure, MatButton, MoneyPipe, PageHeader, Paginator, Panel, RouterLink, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './users-page.html',
})
export class UsersPage {
  private readonly api = inject(Api);

  protected readonly size = PAGE_SIZE;
  protected readonly filters = addressFilters();
  protected readonly search = computed(() => this.filters.text('search'));
  protected readonly role = computed(() => this.filters.oneOf('role', ROLES));
  protected readonly verified = computed(() => this.filters.oneOf('verified', ANSWERS));
  protected readonly isFiltered = computed(() => !!this.search() || !!this.role() || !!this.verified());

  protected readonly users = resource({
    params: () => {
      const [search, role, verified] = [this.search(), this.role(), this.verified()];
      return {
        page: this.filters.page(),
        limit: PAGE_SIZE,
        ...(search && { search }),
        ...(role && { role }),
        ...(verified && { verified }),
      };
    },
    loader: ({ params }) => this.api.invoke(listUsers, params),
  });
  protected readonly rows = computed(() =>
    (this.users.hasValue() ? this.users.value().data : []).map(user => ({
      user,
      account: accountWords(user),
      link: linkWords(user),
    })),
  );
  protected readonly total = computed(() => (this.users.hasValue() ? this.users.value().pagination.totalItems : 0));
  protected readonly problem = computed(() => problemOf(this.users.error()));
}
