import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Grey rows where rows will be. They appear only when an answer takes longer than 150 ms. */
@Component({
  selector: 'ui-skeleton-rows',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'status', '[attr.aria-label]': 'label()' },
  template: `
    @for (row of lines(); track row) {
      <div class="line"><i></i><i></i><i></i><i></i></div>
    }
  `,
  styles: `
    :host {
      display: block;
      animation: appear 0s 150ms both;
    }
    .line {
      display: grid;
      grid-template-columns: 70px 1fr 92px 44px;
      gap: 24px;
      align-items: center;
      height: var(--height-row);
      padding: 0 16px;
      border-bottom: var(--border);
    }
    .line:last-child {
      border-bottom: 0;
    }
    i {
      height: 10px;
      max-width: 180px;
      border-radius: 4px;
      background: var(--mat-sys-surface-container-high);
    }
    @keyframes appear {
      from {
        visibility: hidden;
      }
    }
  `,
})
export class SkeletonRows {
  readonly label = input('Loading');
  readonly rows = input(4);
  protected readonly lines = computed(() => Array.from({ length: this.rows() }, (_, index) => index));
}
