import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, listNotifications, readAllNotifications, readNotification } from '@sky/api-client';
import { Live, problemOf } from '@sky/session';
import { EmptyState, Failure, lastKnown, NewsList, Paginator, Panel, SkeletonRows } from '@sky/ui';

const ROWS = 20;

/** Everything the person was told, newest first. */
@Component({
  selector: 'account-news-panel',
  imports: [EmptyState, Failure, MatButton, NewsList, Paginator, Panel, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './news-panel.html',
  styles: `
    :host {
      display: block;
    }
  `,
})
export class NewsPanel {
  private readonly api = inject(Api);

  protected readonly page = signal(1);
  protected readonly news = resource({
    params: () => ({ page: this.page() }),
    loader: ({ params }) => this.api.invoke(listNotifications, { page: params.page, limit: ROWS }),
  });
  protected readonly known = lastKnown(this.news);
  protected readonly problem = computed(() => problemOf(this.news.error()));

  constructor() {
    inject(Live).on('notification', () => this.news.reload());
  }

  protected async read(id: number): Promise<void> {
    await this.api.invoke(readNotification, { id });
    this.news.reload();
  }

  protected async readAll(): Promise<void> {
    await this.api.invoke(readAllNotifications);
    this.news.reload();
  }
}
