import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';

/** Something that can be done to everything that is ticked. */
export interface BulkAct<Action extends string> {
  readonly action: Action;
  readonly label: string;
  readonly isDangerous: boolean;
}

/** How many rows are ticked, and what can be done to them together. */
@Component({
  selector: 'console-bulk-bar',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'toolbar', '[attr.aria-label]': 'label()' },
  template: `
    <span class="strong tabular" role="status">{{ count() }} selected{{ isFull() ? ', no more at once' : '' }}</span>
    @for (act of acts(); track act.action) {
      <button matButton="text" class="small" type="button" [class.danger]="act.isDangerous" (click)="chosen.emit(act.action)">
        {{ act.label }}
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
export class BulkBar<Action extends string> {
  /** Such as `Selected servers`. */
  readonly label = input.required<string>();
  readonly acts = input.required<readonly BulkAct<Action>[]>();
  readonly count = input.required<number>();
  readonly isFull = input(false);
  readonly chosen = output<Action>();
  readonly cleared = output();
}
