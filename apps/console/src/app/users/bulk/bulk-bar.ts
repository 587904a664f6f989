import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';

import type { BulkUserAction } from '@sky/api-client';

import { BULK_ACTIONS, BULK_WORDS } from './bulk-words';

/** How many people are ticked, and what can be done to them together. */
@Component({
  selector: 'console-bulk-bar',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'toolbar', 'aria-label': 'Selected people' },
  template: `
    <span class="strong tabular" role="status">{{ count() }} selected{{ isFull() ? ', no more at once' : '' }}</span>
    @for (action of actions; track action) {
      <button
        matButton="text"
        class="small"
        type="button"
        [class.danger]="words[action].isDangerous"
        (click)="chosen.emit(action)"
      >
        {{ words[action].label }}
      </button>
    }
    <span class="spacer"></span>
    <button matButton="text" class="small" type="button" (click)="cleared.emit()">Clear</button>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 8px;
      align-items: center;
      padding: 6px 16px;
      background: var(--selected);
      border-bottom: var(--border);
      font: var(--text-13);
    }
  `,
})
export class BulkBar {
  readonly count = input.required<number>();
  readonly isFull = input(false);
  readonly chosen = output<BulkUserAction>();
  readonly cleared = output();

  protected readonly actions = BULK_ACTIONS;
  protected readonly words = BULK_WORDS;
}
