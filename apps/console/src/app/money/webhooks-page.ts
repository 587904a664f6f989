import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';

import { Api, listWebhookEvents } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { addressFilters, Age, EmptyState, Failure, PageHeader, Paginator, Panel, SkeletonRows, Tag, type Tone } from '@sky/ui';

const PAGE_SIZE = 20;

/** What outside systems told us, how often, and what it caused. */
@Component({
  selector: 'console-webhooks-page',
  imports: [Age, EmptyState, Failure, PageHeader, Paginator, Panel, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './webhooks-page.html',
})
export class WebhooksPage {
  private readonly api = inject(Api);

  protected readonly size = PAGE_SIZE;
  protected readonly filters = addressFilters();
  protected readonly events = resource({
    params: () => ({ page: this.filters.page(), limit: PAGE_SIZE }),
    loader: ({ params }) => this.api.invoke(listWebhookEvents, params),
  });
  protected readonly rows = computed(() => (this.events.hasValue() ? this.events.value().data : []));
  protected readonly total = computed(() => (this.events.hasValue() ? this.events.value().pagination.totalItems : 0));
  protected readonly problem = computed(() => problemOf(this.events.error()));

  protected toneOf(state: string): Tone {
    if (state === 'processed') return 'success';
    return state === 'failed' ? 'error' : 'neutral';
  }
}
