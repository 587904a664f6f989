import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Banner } from '../page/banner';
import { Panel } from '../page/panel';
import { Tag } from '../state/tag';
import { Moment } from '../time/moment';
import type { SecondFactorState } from './account-words';

/** The authenticator app and the recovery codes of somebody, and what they can do about them. */
@Component({
  selector: 'ui-second-factor-panel',
  imports: [Banner, MatButton, Moment, Panel, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './second-factor-panel.html',
  styles: `
    :host {
      display: grid;
      gap: 16px;
    }
    .line {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 16px;
      padding: 12px 16px;
      font: var(--text-13);
    }
    .line + .line {
      border-top: var(--border);
    }
    .words {
      flex: 1 1 240px;
      min-width: 0;
    }
    .title {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
      font-weight: 500;
    }
  `,
})
export class SecondFactorPanel {
  readonly state = input.required<SecondFactorState>();
  readonly addApp = output();
  readonly removeApp = output();
  readonly renewCodes = output();

  protected readonly hasAny = computed(() => this.state().totp !== null || this.state().passkeys.length > 0);
  protected readonly requiredFrom = computed(() => (this.hasAny() ? null : this.state().requiredFrom));
  protected readonly isRequiredNow = computed(() => {
    const from = this.requiredFrom();
    return from !== null && new Date(from).getTime() <= Date.now();
  });
}
