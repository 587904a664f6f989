import { ChangeDetectionStrategy, Component, input } from '@angular/core';

import { Icon } from '../icon/icon';

/** One demand on something that is being typed, and whether it is met so far. */
export interface Demand {
  readonly words: string;
  readonly isMet: boolean;
}

/** The demands on what is being typed, ticked off one by one. */
@Component({
  selector: 'ui-demand-list',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ul [attr.aria-label]="label()">
      @for (demand of demands(); track demand.words) {
        <li [class.met]="demand.isMet">
          <ui-icon [name]="demand.isMet ? 'check' : 'right'" [size]="14" />
          {{ demand.words }}<span class="spoken">{{ demand.isMet ? ', met' : ', not yet' }}</span>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      font: var(--text-12);
      color: var(--mat-sys-on-surface-variant);
      margin-top: 8px;
    }
    li {
      display: flex;
      align-items: center;
      gap: 6px;
      min-height: 20px;
    }
    li.met {
      color: var(--sky-success-text);
    }
  `,
})
export class DemandList {
  readonly label = input.required<string>();
  readonly demands = input.required<readonly Demand[]>();
}
