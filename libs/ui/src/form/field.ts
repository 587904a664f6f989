import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';

/**
 * A field as forms show it: label above, the control, then a hint or what is wrong with it.
 * The control inside carries the same `id` as `for` here, and `[attr.aria-describedby]="id + '-note'"` where the note matters.
 */
@Component({
  selector: 'ui-field',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="top">
      <label [attr.for]="for()">{{ label() }}</label>
      <ng-content select="[beside]" />
    </div>
    <ng-content />
    <div [id]="for() + '-note'">
      @if (problem(); as message) {
        <p class="field-error" role="alert">{{ message }}</p>
      } @else if (hint()) {
        <p class="hint">{{ hint() }}</p>
      }
    </div>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    .top {
      display: flex;
      justify-content: space-between;
      gap: 8px;
      margin-bottom: 6px;
      font: 500 12px/16px var(--font-sans);
    }
  `,
})
export class Field {
  readonly label = input.required<string>();
  readonly for = input.required<string>();
  readonly hint = input('');
  /** The field of a signal form; its first error shows once the person has left it. */
  readonly of = input<FieldTree<string> | FieldTree<boolean> | FieldTree<number>>();

  protected readonly problem = computed(() => {
    const state = this.of()?.();
    if (!state?.touched()) return '';
    return state.errors()[0]?.message ?? '';
  });
}
