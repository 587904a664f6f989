import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** The host's mark: its initial on the primary colour. */
@Component({
  selector: 'ui-brand-mark',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { 'aria-hidden': 'true' },
  template: `{{ initial() }}`,
  styles: `
    :host {
      display: inline-grid;
      place-items: center;
      flex: none;
      width: 22px;
      height: 22px;
      border-radius: 6px;
      background: var(--mat-sys-primary);
      color: var(--mat-sys-on-primary);
      font: 700 13px/1 var(--font-sans);
    }
  `,
})
export class BrandMark {
  readonly company = input.required<string>();
  protected readonly initial = computed(() => this.company().trim().charAt(0).toUpperCase() || 'S');
}
