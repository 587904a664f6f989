import { ChangeDetectionStrategy, Component, input } from '@angular/core';

export type Tone = 'neutral' | 'success' | 'warning' | 'error' | 'info';

/** A category in a word. Server states have their own label. */
@Component({
  selector: 'ui-tag',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[attr.data-tone]': 'tone()' },
  template: `<ng-content />`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      height: 20px;
      padding: 0 6px;
      border-radius: var(--radius-xs);
      font: 500 11.5px/16px var(--font-sans);
      white-space: nowrap;
      background: var(--mat-sys-surface-container-high);
      color: var(--mat-sys-on-surface-variant);
    }
    :host([data-tone='success']) {
      background: var(--sky-success-container);
      color: var(--sky-success-text);
    }
    :host([data-tone='warning']) {
      background: var(--sky-warning-container);
      color: var(--sky-warning-text);
    }
    :host([data-tone='error']) {
      background: var(--sky-error-container);
      color: var(--sky-error-text);
    }
    :host([data-tone='info']) {
      background: var(--sky-info-container);
      color: var(--sky-info-text);
    }
  `,
})
export class Tag {
  readonly tone = input<Tone>('neutral');
}
