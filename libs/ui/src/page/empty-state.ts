import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** The empty story of a panel: one sentence, one action, where the content will be. */
@Component({
  selector: 'ui-empty-state',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="heading">{{ heading() }}</p>
    @if (text()) {
      <p class="text">{{ text() }}</p>
    }
    <ng-content />
  `,
  styles: `
    :host {
      display: block;
      padding: 18px 16px 20px;
      font: var(--text-13);
    }
    .heading {
      font: 500 14px/20px var(--font-sans);
    }
    .text {
      color: var(--mat-sys-on-surface-variant);
      margin-bottom: 12px;
    }
  `,
})
export class EmptyState {
  readonly heading = input.required<string>();
  readonly text = input('');
}
