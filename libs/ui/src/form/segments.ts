import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';

/** One of the answers a switch offers. */
export interface Segment {
  readonly value: string;
  readonly label: string;
}

let nextName = 0;

/** A short choice side by side: radio buttons in the look of a switch. */
@Component({
  selector: 'ui-segments',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'radiogroup', '[attr.aria-label]': 'label()' },
  template: `
    @for (option of options(); track option.value) {
      <label>
        <input
          type="radio"
          [name]="name"
          [value]="option.value"
          [checked]="option.value === value()"
          (change)="value.set(option.value)"
        />
        <span>{{ option.label }}</span>
      </label>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      justify-self: start;
      flex-wrap: wrap;
      gap: 2px;
      padding: 2px;
      border: var(--border);
      border-radius: var(--radius-sm);
      background: var(--panel);
    }
    label {
      position: relative;
      cursor: pointer;
    }
    input {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
      opacity: 0;
      cursor: pointer;
    }
    span {
      display: block;
      height: 24px;
      padding: 0 9px;
      border-radius: 4px;
      font: 500 12px/24px var(--font-sans);
      color: var(--mat-sys-on-surface-variant);
      white-space: nowrap;
    }
    input:checked + span {
      background: var(--mat-sys-surface-container-high);
      color: var(--mat-sys-on-surface);
    }
    input:focus-visible + span {
      box-shadow: var(--focus-ring);
    }
    @media (max-width: 719px) {
      span {
        height: 36px;
        line-height: 36px;
      }
    }
  `,
})
export class Segments {
  readonly label = input.required<string>();
  readonly options = input.required<readonly Segment[]>();
  readonly value = model.required<string>();
  protected readonly name = `segments-${nextName++}`;
}
