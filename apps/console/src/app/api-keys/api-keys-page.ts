import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, exportApiKeyReport, listAllApiKeys } from '@sky/api-client';
import { pagedList, problemOf } from '@sky/session';
import { addressFilters, Age, countInWords, Icon, Listing, PageHeader, Panel, saveAs, Tag, Toasts } from '@sky/ui';

import { SCOPES, STATE_WORDS, STATES } from './key-words';

const PAGE_SIZE = 20;

/** Everybody's API keys with their use; filters live in the address. */
@Component({
  selector: 'console-api-keys-page',
  imports: [Age, Icon, Listing, MatButton, PageHeader, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './api-keys-page.html',
})
export class ApiKeysPage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);

  protected readonly size = PAGE_SIZE;
  protected readonly states = STATES;
  protected readonly scopes = SCOPES;
  protected readonly words = STATE_WORDS;
  protected readonly filters = addressFilters();
  protected readonly search = computed(() => this.filters.text('search'));
  protected readonly state = computed(() => this.filters.oneOf('state', STATES));
  protected readonly scope = computed(() => this.filters.oneOf('scope', SCOPES));
  protected readonly isFiltered = computed(() => !!this.search() || !!this.state() || !!this.scope());
  protected readonly isExporting = signal(false);

  protected readonly keys = pagedList(
    () => {
      const [search, state, scope] = [this.search(), this.state(), this.scope()];
      return {
        page: this.filters.page(),
        limit: PAGE_SIZE,
        ...(search && { search }),
        ...(state && { state }),
        ...(scope && { scope }),
      };
    },
    params => this.api.invoke(listAllApiKeys, params),
  );

  protected async exportReport(): Promise<void> {
    this.isExporting.set(true);
    try {
      saveAs(await this.api.invoke(exportApiKeyReport), 'api-keys.csv');
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.isExporting.set(false);
    }
  }

  protected readonly count = countInWords;
}
