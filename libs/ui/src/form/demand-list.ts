import { ChangeDetectionStrategy, Component, input } from '@angular/core';

import { Icon } from '@sky/ui';

import type { PasswordDemand } from './password-policy';

/** The demands on a new password, ticked off while it is typed. */
@Component({
  selector: 'portal-password-policy-list',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ul aria-label="The password needs">
      @for (demand of demands(); track demand.words) {
        <li [class.met]="demand.isMet">
          <ui-icon [name]="demand.isMet ? 'check' : 'right'" [size]="14" />
          {{ demand.words }}<span class="spoken">{{ demand.isMet ? ', met' : ', not yet' }}</span>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      font: var(--text-12);
      color: var(--mat-sys-on-surface-variant);
      margin-top: 8px;
    }
    li {
      display: flex;
      align-items: center;
      gap: 6px;
      min-height: 20px;
    }
    li.met {
      color: var(--sky-success-text);
    }
  `,
})
export class PasswordPolicyList {
  readonly demands = input.required<readonly PasswordDemand[]>();
}
