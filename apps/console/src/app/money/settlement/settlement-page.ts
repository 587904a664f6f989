import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import {
  Api,
  type DifferenceKind,
  listSettlementChecks,
  listSettlementDifferences,
  resolveSettlementDifference,
  type SettlementDifferenceDto,
  startSettlementCheck,
} from '@sky/api-client';
import { pagedList, problemOf, refusalOf, Session } from '@sky/session';
import {
  addressFilters,
  Age,
  Banner,
  Confirmations,
  Listing,
  Moment,
  MoneyPipe,
  PageHeader,
  Panel,
  repeatEvery,
  Tag,
  Toasts,
  type Tone,
} from '@sky/ui';

import { ModeTag } from '../payments/mode-tag';

const KIND_WORDS: Record<DifferenceKind, { readonly word: string; readonly tone: Tone }> = {
  missing_here: { word: 'Missing here', tone: 'error' },
  missing_there: { word: 'Missing at PayPal', tone: 'warning' },
  other_amount: { word: 'Other amount', tone: 'warning' },
};
const PAGE_SIZE = 20;
const CHECKS = 5;
const DAYS = 7;
const LOOK_EVERY_MS = 3_000;

/** Whether the books agree with PayPal's own list, and what to do where they do not. */
@Component({
  selector: 'console-settlement-page',
  imports: [Age, Banner, Listing, MatButton, ModeTag, Moment, MoneyPipe, PageHeader, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full stack' },
  templateUrl: './settlement-page.html',
  styles: `
    .advice {
      white-space: normal;
    }
  `,
})
export class SettlementPage {
  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly days = DAYS;
  protected readonly size = PAGE_SIZE;
  protected readonly kindWords = KIND_WORDS;
  protected readonly mayWrite = computed(() => this.session.may('billing.write'));
  protected readonly filters = addressFilters();
  protected readonly isStarting = signal(false);
  protected readonly checks = pagedList(
    () => ({ limit: CHECKS }),
    params => this.api.invoke(listSettlementChecks, params),
  );
  protected readonly differences = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listSettlementDifferences, params),
  );
  protected readonly isRunning = computed(() => this.checks.rows().some(({ state }) => state === 'running'));

  constructor() {
    repeatEvery(signal(LOOK_EVERY_MS), () => {
      if (!this.isRunning()) return;
      this.checks.reload();
      this.differences.reload();
    });
  }

  protected async start(): Promise<void> {
    this.isStarting.set(true);
    try {
      await this.api.invoke(startSettlementCheck, { body: { days: DAYS } });
      this.toasts.done('The comparison has begun.');
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
    this.isStarting.set(false);
    this.checks.reload();
  }

  protected async resolve(difference: SettlementDifferenceDto): Promise<void> {
    const isDone = await this.confirmations.ask({
      title: 'Is this difference dealt with?',
      body: difference.advice,
      facts: [{ label: 'PayPal’s number', value: difference.gatewayId }],
      confirm: 'It is dealt with',
      keep: 'Not yet',
      act: () =>
        refusalOf(() =>
          this.api.invoke(resolveSettlementDifference, { id: difference.id, body: { resolution: 'Dealt with by staff.' } }),
        ),
    });
    if (!isDone) return;
    this.toasts.done('The difference is settled.');
    this.differences.reload();
  }
}
