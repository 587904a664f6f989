import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import { isUsedUp } from '@sky/money';

import { moneyInWords } from '../money/words';
import { Now } from '../time/now';
import { deadlineInWords, durationInWords } from '../time/words';

/** The credit and how long it lasts. */
export interface Credit {
  readonly balance: string;
  readonly currency: string;
  readonly runsOutAt: string | null;
}

const HOUR = 3_600_000;

/** Credit in the top bar, always: under 72 hours it warns, under 24 it asks for more. */
@Component({
  selector: 'ui-credit-control',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a [routerLink]="link()" [attr.data-urgency]="urgency()" [title]="explanation()">
      <span class="spoken">{{ explanation() }}.</span>
      @if (urgency() === 'now') {
        <span class="ask">Add credit</span>
      }
      <span class="balance">{{ balance() }}</span>
      @if (lasts()) {
        <span class="lasts">{{ lasts() }}</span>
      }
    </a>
  `,
  styles: `
    a {
      display: flex;
      align-items: center;
      gap: 8px;
      height: 32px;
      padding: 0 10px;
      border: var(--border);
      border-radius: var(--radius-sm);
      background: var(--panel);
      font: 500 13px/20px var(--font-sans);
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
    .lasts {
      font-weight: 400;
      color: var(--mat-sys-on-surface-variant);
    }
    [data-urgency='soon'] .lasts {
      color: var(--sky-warning-text);
    }
    [data-urgency='now'],
    [data-urgency='now'] .lasts {
      background: var(--sky-error-container);
      border-color: var(--sky-error-edge);
      color: var(--sky-error-text);
    }
    @media (max-width: 719px) {
      a {
        height: 44px;
      }
      .ask {
        display: none;
      }
    }
  `,
})
export class CreditControl {
  readonly credit = input.required<Credit>();
  readonly link = input('/billing');

  private readonly now = inject(Now);
  private readonly left = computed(() => {
    const { runsOutAt, balance, currency } = this.credit();
    if (runsOutAt === null) return undefined;
    return isUsedUp(balance, currency) ? 0 : Date.parse(runsOutAt) - this.now.quarter();
  });
  protected readonly urgency = computed(() => {
    const left = this.left();
    if (left === undefined) return 'none';
    if (left < 24 * HOUR) return 'now';
    return left < 72 * HOUR ? 'soon' : 'none';
  });
  protected readonly balance = computed(() => moneyInWords(this.credit().balance, this.credit().currency));
  protected readonly lasts = computed(() => {
    const left = this.left();
    if (left === undefined) return '';
    return left <= 0 ? 'used up' : durationInWords(left, 'short');
  });
  protected readonly explanation = computed(() => {
    const at = this.credit().runsOutAt;
    return at ? `Credit lasts until ${deadlineInWords(new Date(at))}` : 'Nothing is being spent';
  });
}
