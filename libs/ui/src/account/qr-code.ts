import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { encode } from 'uqr';

/** A text as a QR code, drawn here: no other site learns it. Always dark on light, because cameras read nothing else. */
@Component({
  selector: 'ui-qr-code',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <svg
      role="img"
      [attr.aria-label]="label()"
      [attr.viewBox]="'0 0 ' + code().size + ' ' + code().size"
      shape-rendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path [attr.d]="path()" fill="#000" />
    </svg>
  `,
  styles: `
    :host {
      display: block;
    }
    svg {
      display: block;
      width: 100%;
      height: auto;
      border-radius: var(--radius-md);
    }
  `,
})
export class QrCode {
  readonly text = input.required<string>();
  /** What it holds, for those who cannot see it. */
  readonly label = input.required<string>();

  protected readonly code = computed(() => encode(this.text(), { ecc: 'M', border: 2 }));
  protected readonly path = computed(() =>
    this.code()
      .data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
      .join(''),
  );
}
