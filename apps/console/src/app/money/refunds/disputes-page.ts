import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, type DisputeState, listDisputes } from '@sky/api-client';
import { Live, pagedList } from '@sky/session';
import { addressFilters, Age, CapitalisePipe, Listing, Moment, MoneyPipe, PageHeader, PageTabs, Panel, Tag } from '@sky/ui';

import { ModeTag } from '../payments/mode-tag';
import { DISPUTE_TONES, MONEY_BACK_TABS } from './refund-words';

const STATES = ['open', 'won', 'lost'] as const satisfies readonly DisputeState[];
const PAGE_SIZE = 20;

/** Disputes and reversals as cases, those that want an answer first. */
@Component({
  selector: 'console-disputes-page',
  imports: [Age, CapitalisePipe, Listing, MatButton, ModeTag, Moment, MoneyPipe, PageHeader, PageTabs, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './disputes-page.html',
})
export class DisputesPage {
  private readonly api = inject(Api);

  protected readonly tabs = MONEY_BACK_TABS;
  protected readonly states = STATES;
  protected readonly size = PAGE_SIZE;
  protected readonly tones = DISPUTE_TONES;
  protected readonly filters = addressFilters();
  protected readonly state = computed(() => this.filters.oneOf('state', STATES));
  protected readonly disputes = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE, ...(this.state() && { state: this.state() }) }),
    params => this.api.invoke(listDisputes, params),
  );

  constructor() {
    inject(Live).on('payment', () => this.disputes.reload());
  }

  /** PayPal's capitals as words. */
  protected spoken(code: string | null): string {
    return (code ?? 'not told').replaceAll('_', ' ').toLowerCase();
  }
}
