import { ChangeDetectionStrategy, Component } from '@angular/core';

import { NewsPanel } from './news-panel';
import { PreferencesPanel } from './preferences-panel';

/** What the customer was told, and how they want to be told. */
@Component({
  selector: 'portal-notifications-page',
  imports: [NewsPanel, PreferencesPanel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'with-side' },
  template: `
    <div class="stack"><portal-news-panel /></div>
    <div class="stack"><portal-preferences-panel /></div>
  `,
})
export class NotificationsPage {}
