import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** How bad something is, by shape: a triangle for errors, a diamond for warnings, a disc for what is well. */
@Component({
  selector: 'ui-severity-glyph',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { 'aria-hidden': 'true' },
  template: `
    <svg viewBox="0 0 10 10" focusable="false">
      @switch (severity()) {
        @case ('error') {
          <path d="M5 .2 10 9.6H0z" fill="var(--sky-error)" />
        }
        @case ('warning') {
          <rect x="1.6" y="1.6" width="6.8" height="6.8" rx="1.2" transform="rotate(45 5 5)" fill="var(--sky-warning)" />
        }
        @case ('fine') {
          <circle cx="5" cy="5" r="4.5" fill="var(--sky-success)" />
        }
      }
    </svg>
  `,
  styles: `
    :host {
      display: inline-block;
      flex: none;
      width: 10px;
      height: 10px;
    }
    svg {
      display: block;
    }
  `,
})
export class SeverityGlyph {
  readonly severity = input.required<'error' | 'warning' | 'fine'>();
}
