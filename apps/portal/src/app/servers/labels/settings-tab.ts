import { ChangeDetectionStrategy, Component, inject } from '@angular/core';

import { Panel } from '@sky/ui';

import { OpenServer } from '../detail/open-server';
import { DeletePanel } from './delete-panel';
import { LabelsForm } from './labels-form';
import { NameForm } from './name-form';

/** What a server is called, what its owner writes on it, and its end. */
@Component({
  selector: 'portal-settings-tab',
  imports: [DeletePanel, LabelsForm, NameForm, Panel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  template: `
    @if (open.server(); as one) {
      <ui-panel heading="Name"><portal-name-form [server]="one" (changed)="open.reload()" /></ui-panel>
      <ui-panel heading="Notes and tags"><portal-labels-form [server]="one" (changed)="open.reload()" /></ui-panel>
      <portal-delete-panel [server]="one" (changed)="open.reload()" />
    }
  `,
})
export class SettingsTab {
  protected readonly open = inject(OpenServer);
}
