import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

import { Icon } from '../icon/icon';

const ICON_OF = { error: 'error', warning: 'warning', info: 'info' } as const;

/** Something the person should know before reading on. Errors are announced at once, the rest politely. */
@Component({
  selector: 'ui-banner',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[attr.data-tone]': 'tone()', '[attr.role]': "tone() === 'error' ? 'alert' : 'status'" },
  template: `
    <ui-icon [name]="icon()" />
    <div class="words">
      @if (heading()) {
        <strong>{{ heading() }}</strong>
      }
      <div><ng-content /></div>
    </div>
    <ng-content select="[action]" />
  `,
  styles: `
    :host {
      display: flex;
      gap: 10px;
      align-items: flex-start;
      padding: 9px 12px;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: var(--radius-md);
      font: var(--text-13);
      background: var(--panel);
    }
    ui-icon {
      margin-top: 1px;
    }
    .words {
      flex: 1;
      min-width: 0;
    }
    strong {
      display: block;
      font-weight: 600;
    }
    :host([data-tone='error']) {
      background: var(--sky-error-container);
      border-color: var(--sky-error-edge);
    }
    :host([data-tone='error']) ui-icon {
      color: var(--sky-error-text);
    }
    :host([data-tone='warning']) {
      background: var(--sky-warning-container);
      border-color: var(--sky-warning-edge);
    }
    :host([data-tone='warning']) ui-icon {
      color: var(--sky-warning-text);
    }
    :host([data-tone='info']) {
      background: var(--sky-info-container);
      border-color: var(--sky-info-edge);
    }
    :host([data-tone='info']) ui-icon {
      color: var(--sky-info-text);
    }
  `,
})
export class Banner {
  readonly tone = input<'error' | 'warning' | 'info'>('info');
  readonly heading = input('');
  protected readonly icon = computed(() => ICON_OF[this.tone()]);
}
