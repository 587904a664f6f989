import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** One that a plan concerns, or leaves out with the reason. */
export interface BulkLine {
  readonly id: number;
  readonly name: string;
  /** Whose it is, where the name does not say it. */
  readonly note?: string;
  readonly skipped: string | null;
}

/** Which ones a plan concerns, and which it leaves out with the reason. */
@Component({
  selector: 'console-bulk-plan',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (concerned().length > 0) {
      <h3>{{ words()(concerned().length) }} concerned</h3>
      <ul [class.names]="areNamesAlone()">
        @for (line of concerned(); track line.id) {
          <li>
            {{ line.name }} <span class="muted">{{ line.note }}</span>
          </li>
        }
      </ul>
    }
    @if (skipped().length > 0) {
      <h3>{{ words()(skipped().length) }} left out</h3>
      <ul>
        @for (line of skipped(); track line.id) {
          <li>
            {{ line.name }} <span class="muted">{{ line.note ? line.note + ', ' : '' }}{{ line.skipped }}</span>
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
export class BulkPlan {
  readonly lines = input.required<readonly BulkLine[]>();
  /** A number of them in words, such as `12 servers`. */
  readonly words = input.required<(count: number) => string>();

  protected readonly concerned = computed(() => this.lines().filter(({ skipped }) => skipped === null));
  protected readonly skipped = computed(() => this.lines().filter(({ skipped }) => skipped !== null));
  protected readonly areNamesAlone = computed(() => this.lines().every(({ note }) => note === undefined));
}
