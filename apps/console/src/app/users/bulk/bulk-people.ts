import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

import type { BulkPersonDto } from '@sky/api-client';

import { peopleInWords } from '../user-words';

/** Who a plan concerns, and who it leaves out with the reason. */
@Component({
  selector: 'console-bulk-people',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (concerned().length > 0) {
      <h3>{{ words(concerned().length) }} concerned</h3>
      <ul class="names">
        @for (person of concerned(); track person.id) {
          <li>{{ person.username }}</li>
        }
      </ul>
    }
    @if (skipped().length > 0) {
      <h3>{{ words(skipped().length) }} left out</h3>
      <ul>
        @for (person of skipped(); track person.id) {
          <li>
            {{ person.username }} <span class="muted">{{ person.skipped }}</span>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    :host {
      display: block;
      font: var(--text-13);
    }
    h3 {
      margin: 12px 0 4px;
      font: 500 12px/16px var(--font-sans);
    }
    ul {
      max-height: 200px;
      overflow-y: auto;
    }
    .names {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 12px;
    }
    li {
      overflow-wrap: anywhere;
    }
  `,
})
export class BulkPeople {
  readonly people = input.required<readonly BulkPersonDto[]>();

  protected readonly words = peopleInWords;
  protected readonly concerned = computed(() => this.people().filter(({ skipped }) => skipped === null));
  protected readonly skipped = computed(() => this.people().filter(({ skipped }) => skipped !== null));
}
