import { ChangeDetectionStrategy, Component, computed, input, model } from '@angular/core';

import { Icon } from '../icon/icon';
import { countInWords } from '../money/words';

/** "1 to 20 of 702", and a step either way. */
@Component({
  selector: 'ui-paginator',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'navigation', 'aria-label': 'Pages' },
  template: `
    <span>{{ range() }}</span>
    <button
      type="button"
      aria-label="Previous page"
      title="Previous page"
      [disabled]="page() <= 1"
      (click)="page.set(page() - 1)"
    >
      <ui-icon name="left" />
    </button>
    <button type="button" aria-label="Next page" title="Next page" [disabled]="page() >= pages()" (click)="page.set(page() + 1)">
      <ui-icon name="right" />
    </button>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 4px;
      padding: 8px 16px;
      border-top: var(--border);
      font: var(--text-12);
      font-variant-numeric: tabular-nums;
      color: var(--mat-sys-on-surface-variant);
    }
    span {
      flex: 1;
    }
    button {
      display: inline-grid;
      place-items: center;
      width: var(--height-control);
      height: var(--height-control);
      border: 0;
      border-radius: var(--radius-sm);
      background: none;
      color: var(--mat-sys-on-surface);
      cursor: pointer;
    }
    button:hover:enabled {
      background: var(--hover);
    }
    button:disabled {
      opacity: 0.4;
      cursor: default;
    }
  `,
})
export class Paginator {
  readonly total = input.required<number>();
  readonly size = input(20);
  readonly page = model(1);

  protected readonly pages = computed(() => Math.max(1, Math.ceil(this.total() / this.size())));
  protected readonly range = computed(() => {
    if (this.total() === 0) return 'None';
    const first = (this.page() - 1) * this.size() + 1;
    return `${first} to ${Math.min(this.page() * this.size(), this.total())} of ${countInWords(this.total())}`;
  });
}
