import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, getVirtfusionState } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Age, Banner, EmptyState, Failure, lastKnown, Moment, PageHeader, Panel, repeatEvery, SkeletonRows, Tag } from '@sky/ui';

import { CIRCUIT_WORDS, STATUS_WORDS } from './virtfusion-words';
import { VirtfusionSurprises } from './virtfusion-surprises';

const READ_EVERY_MS = 15_000;

/** How we get on with VirtFusion: whether it answers, whom we leave alone, how calls end, and what it said that we do not know. */
@Component({
  selector: 'console-virtfusion-page',
  imports: [Age, Banner, EmptyState, Failure, MatButton, Moment, PageHeader, Panel, SkeletonRows, Tag, VirtfusionSurprises],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full stack' },
  templateUrl: './virtfusion-page.html',
})
export class VirtfusionPage {
  private readonly api = inject(Api);

  protected readonly statusWords = STATUS_WORDS;
  protected readonly circuitWords = CIRCUIT_WORDS;
  protected readonly resource = resource({ loader: () => this.api.invoke(getVirtfusionState) });
  protected readonly state = lastKnown(this.resource);
  protected readonly problem = computed(() => problemOf(this.resource.error()));
  protected readonly total = computed(() => this.state()?.calls.reduce((sum, calls) => sum + calls.total, 0) ?? 0);

  constructor() {
    repeatEvery(
      computed(() => READ_EVERY_MS),
      () => this.resource.reload(),
    );
  }
}
