import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listWebhookEvents } from '@sky/api-client';
import { pagedList } from '@sky/session';
import { addressFilters, Age, CapitalisePipe, Listing, PageHeader, Panel, Tag } from '@sky/ui';

import { ModeTag } from '../payments/mode-tag';
import { eventTone } from './webhook-words';

const STATES = ['received', 'processed', 'kept', 'failed', 'refused'] as const;
const PAGE_SIZE = 20;

/** What outside systems told us, how often, and what it caused. */
@Component({
  selector: 'console-webhooks-page',
  imports: [Age, CapitalisePipe, Listing, MatButton, ModeTag, PageHeader, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './webhooks-page.html',
})
export class WebhooksPage {
  private readonly api = inject(Api);

  protected readonly size = PAGE_SIZE;
  protected readonly filters = addressFilters();
  protected readonly states = STATES;
  protected readonly toneOf = eventTone;
  protected readonly state = computed(() => this.filters.oneOf('state', STATES));
  protected readonly events = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE, ...(this.state() && { state: this.state() }) }),
    params => this.api.invoke(listWebhookEvents, params),
  );
}
