import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';

import { Now } from './now';
import { deadlineInWords, momentInWords } from './words';

/** A date and a time of day, for ledgers and lists. */
@Component({
  selector: 'ui-moment',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<time [attr.datetime]="at()" [title]="exact()">{{ words() }}</time>`,
  styles: `
    time {
      white-space: nowrap;
    }
  `,
})
export class Moment {
  readonly at = input.required<string>();

  private readonly now = inject(Now);
  private readonly date = computed(() => new Date(this.at()));
  protected readonly exact = computed(() => deadlineInWords(this.date()));
  protected readonly words = computed(() => momentInWords(this.date(), new Date(this.now.quarter())));
}
