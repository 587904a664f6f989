import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { EmptyState } from '../page/empty-state';
import { Panel } from '../page/panel';
import { Age } from '../time/age';
import { Moment } from '../time/moment';
import { Tag } from '../state/tag';
import type { PasskeyRow } from './account-words';

/** The passkeys of somebody: added, named and removed here. */
@Component({
  selector: 'ui-passkeys-panel',
  imports: [Age, EmptyState, MatButton, Moment, Panel, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './passkeys-panel.html',
  styles: `
    :host {
      display: block;
    }
  `,
})
export class PasskeysPanel {
  readonly passkeys = input.required<readonly PasskeyRow[]>();
  /** False where the browser knows no passkeys. */
  readonly passkeysWork = input(true);
  readonly add = output();
  readonly rename = output<PasskeyRow>();
  readonly remove = output<PasskeyRow>();
}
