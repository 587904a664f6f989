import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';

import type { BulkServerAction } from '@sky/api-client';

import { BULK_SERVER_ACTIONS, BULK_SERVER_WORDS } from './bulk-words';

/** How many servers are ticked, and what can be done to them together. */
@Component({
  selector: 'console-bulk-servers-bar',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'toolbar', 'aria-label': 'Selected servers' },
  template: `
    <span class="strong tabular" role="status">{{ count() }} selected{{ isFull() ? ', no more at once' : '' }}</span>
    @for (action of actions; track action) {
      <button
        matButton="text"
        class="small"
        type="button"
        [class.danger]="action === 'delete' || action === 'suspend'"
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
export class BulkServersBar {
  readonly count = input.required<number>();
  readonly isFull = input(false);
  readonly chosen = output<BulkServerAction>();
  readonly cleared = output();

  protected readonly actions = BULK_SERVER_ACTIONS;
  protected readonly words = BULK_SERVER_WORDS;
}
