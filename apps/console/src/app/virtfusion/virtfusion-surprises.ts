import { ChangeDetectionStrategy, Component, computed, inject, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import {
  acknowledgeVirtfusionSurprise,
  Api,
  listVirtfusionSurprises,
  type SurpriseDto,
  type SurpriseState,
} from '@sky/api-client';
import { pagedList, problemOf, Session } from '@sky/session';
import { addressFilters, Age, Listing, Panel, Tag, Toasts } from '@sky/ui';

import { SURPRISE_WORDS } from './virtfusion-words';

const PAGE_SIZE = 10;
const STATES = ['open', 'acknowledged'] as const satisfies readonly SurpriseState[];

/** Answers that were not as documented: usually VirtFusion was updated. What was in them is never kept, only its kind. */
@Component({
  selector: 'console-virtfusion-surprises',
  imports: [Age, Listing, MatButton, Panel, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './virtfusion-surprises.html',
  styleUrl: './virtfusion-surprises.scss',
})
export class VirtfusionSurprises {
  /** Somebody has looked into one. */
  readonly acknowledged = output();

  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly mayWrite = computed(() => this.session.may('jobs.write'));
  protected readonly size = PAGE_SIZE;
  protected readonly words = SURPRISE_WORDS;
  protected readonly filters = addressFilters();
  protected readonly state = computed(() => this.filters.oneOf('state', STATES));
  protected readonly surprises = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE, ...(this.state() && { state: this.state() }) }),
    params => this.api.invoke(listVirtfusionSurprises, params),
  );
  protected readonly acknowledging = signal(0);

  protected async acknowledge({ id }: SurpriseDto): Promise<void> {
    this.acknowledging.set(id);
    try {
      await this.api.invoke(acknowledgeVirtfusionSurprise, { id });
      this.acknowledged.emit();
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.acknowledging.set(0);
      this.surprises.reload();
    }
  }
}
