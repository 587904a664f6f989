import { booleanAttribute, ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';

import { Now } from './now';
import { ageInWords, deadlineInWords } from './words';

/** How long ago something was, with the exact instant on hover and for machines. */
@Component({
  selector: 'ui-age',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<time [attr.datetime]="at()" [title]="exact()">{{ words() }}</time>`,
  styles: `
    time {
      white-space: nowrap;
    }
  `,
})
export class Age {
  readonly at = input.required<string>();
  /** Told from the visitor's own clock: for what a moved test clock does not touch. */
  readonly real = input(false, { transform: booleanAttribute });

  private readonly now = inject(Now);
  private readonly date = computed(() => new Date(this.at()));
  protected readonly exact = computed(() => deadlineInWords(this.date()));
  protected readonly words = computed(() => {
    return ageInWords(this.date(), this.real() ? this.now.real() : this.now.second());
  });
}
