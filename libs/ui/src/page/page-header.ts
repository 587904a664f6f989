import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';

import { countInWords } from '../money/words';
import { PageTrail, type TrailStep } from './page-trail';

/** A page's one heading, with its actions at the right. */
@Component({
  selector: 'ui-page-header',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="words">
      <h1>{{ heading() }}</h1>
      @if (count() !== undefined) {
        <span class="count">{{ countWords() }}</span>
      }
      <ng-content select="[beside]" />
    </div>
    <div class="actions"><ng-content select="[actions]" /></div>
    <ng-content />
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 12px;
      min-height: 32px;
      margin-bottom: 16px;
    }
    .words {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 12px;
      min-width: 0;
      flex: 1;
    }
    h1 {
      overflow-wrap: anywhere;
    }
    .count {
      color: var(--mat-sys-on-surface-variant);
      font-variant-numeric: tabular-nums;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
    }
    .actions:empty {
      display: none;
    }
    @media (max-width: 719px) {
      .actions {
        width: 100%;
      }
      :host(.silent-on-phone) {
        position: absolute;
        width: 1px;
        height: 1px;
        min-height: 0;
        overflow: hidden;
        clip-path: inset(50%);
      }
      :host(.silent-on-phone) .actions {
        display: none;
      }
    }
  `,
})
export class PageHeader {
  readonly heading = input.required<string>();
  readonly count = input<number>();
  readonly parents = input<readonly TrailStep[]>([]);
  protected readonly countWords = computed(() => countInWords(this.count() ?? 0));

  constructor() {
    const trail = inject(PageTrail);
    effect(() => {
      const [heading, parents] = [this.heading(), this.parents()];
      trail.company();
      untracked(() => trail.show(heading, parents));
    });
  }
}
