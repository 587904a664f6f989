import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

import { Icon } from '../icon/icon';
import { CHECK_WORDS, type ConsoleCheck } from './console-way';

/** What was checked on the way to a console, with the time it took. */
@Component({
  selector: 'ui-preflight-list',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ol aria-label="Checks">
      @for (check of rows(); track check.name) {
        <li [attr.data-outcome]="check.outcome">
          <ui-icon [name]="check.outcome === 'passed' ? 'check' : 'warning'" [size]="16" />
          <span class="what">
            <strong>{{ check.words }}</strong>
            <span class="spoken">{{ check.outcome === 'passed' ? 'passed' : 'failed' }}</span>
            <span class="detail">{{ check.detail }}</span>
          </span>
          <span class="took">{{ check.took }}</span>
        </li>
      }
    </ol>
  `,
  styles: `
    ol {
      margin: 0;
      padding: 0;
      list-style: none;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: var(--radius-md);
    }
    li {
      display: grid;
      grid-template-columns: 16px 1fr auto;
      gap: 10px;
      padding: 10px 14px 10px 16px;
    }
    li + li {
      border-top: 1px solid var(--mat-sys-outline-variant);
    }
    ui-icon {
      margin-top: 2px;
      color: var(--sky-success-text);
    }
    [data-outcome='failed'] ui-icon {
      color: var(--mat-sys-error);
    }
    .what {
      display: grid;
      gap: 2px;
      font: var(--text-13);
    }
    strong {
      font-weight: 500;
    }
    .detail,
    .took {
      font: var(--text-12);
      color: var(--mat-sys-on-surface-variant);
    }
    .took {
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class PreflightList {
  readonly checks = input.required<readonly ConsoleCheck[]>();

  protected readonly rows = computed(() =>
    this.checks().map(check => ({ ...check, words: CHECK_WORDS[check.name] ?? check.name, took: tookInWords(check.tookMs) })),
  );
}

function tookInWords(milliseconds: number): string {
  return milliseconds < 100 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
