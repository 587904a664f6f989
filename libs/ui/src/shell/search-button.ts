import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';

import { Icon } from '../icon/icon';

/** Opens the command palette, and shows the key that does. */
@Component({
  selector: 'ui-search-button',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button type="button" (click)="asked.emit()">
      <ui-icon name="search" [size]="16" />
      <span class="words">{{ label() }}</span>
      <kbd>Ctrl K</kbd>
    </button>
  `,
  styles: `
    button {
      display: flex;
      align-items: center;
      gap: 8px;
      height: 32px;
      width: var(--width-search, 248px);
      padding: 0 8px;
      border: var(--border);
      border-radius: var(--radius-sm);
      background: var(--panel);
      color: var(--mat-sys-on-surface-variant);
      font: var(--text-13);
      cursor: pointer;
    }
    .words {
      white-space: nowrap;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    kbd {
      margin-left: auto;
      padding: 0 4px;
      border: var(--border);
      border-radius: var(--radius-xs);
      font: var(--text-11);
      white-space: nowrap;
    }
    @media (max-width: 719px) {
      button {
        width: 44px;
        height: 44px;
        border: 0;
        background: none;
        justify-content: center;
      }
      .words {
        position: absolute;
        clip-path: inset(50%);
        width: 1px;
        height: 1px;
      }
      kbd {
        display: none;
      }
    }
  `,
})
export class SearchButton {
  readonly label = input('Search or jump to');
  readonly asked = output();
}
