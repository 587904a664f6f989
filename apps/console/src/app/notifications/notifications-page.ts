import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, listNotifications } from '@sky/api-client';
import { Live, News, problemOf } from '@sky/session';
import { EmptyState, Failure, lastKnown, NewsList, PageHeader, Paginator, Panel, SkeletonRows } from '@sky/ui';

import { PreferencesPanel } from './preferences-panel';

const ROWS = 20;

/** Everything a member of staff was told, newest first, and how they want to be told. */
@Component({
  selector: 'console-notifications-page',
  imports: [EmptyState, Failure, MatButton, NewsList, PageHeader, Paginator, Panel, PreferencesPanel, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './notifications-page.html',
})
export class NotificationsPage {
  private readonly api = inject(Api);
  private readonly bell = inject(News);

  protected readonly size = ROWS;
  protected readonly page = signal(1);
  protected readonly news = resource({
    params: () => this.page(),
    loader: ({ params: page }) => this.api.invoke(listNotifications, { page, limit: ROWS }),
  });
  protected readonly known = lastKnown(this.news);
  protected readonly problem = computed(() => problemOf(this.news.error()));

  constructor() {
    inject(Live).on('notification', () => this.news.reload());
  }

  protected async read(id: number): Promise<void> {
    await this.bell.read(id);
    this.news.reload();
  }

  protected async readAll(): Promise<void> {
    await this.bell.readAll();
    this.news.reload();
  }
}
