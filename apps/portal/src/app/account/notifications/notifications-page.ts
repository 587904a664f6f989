import { ChangeDetectionStrategy, Component } from '@angular/core';

import { NewsPanel, PreferencesPanel } from '@sky/account';

/** What the customer was told, and how they want to be told. */
@Component({
  selector: 'portal-notifications-page',
  imports: [NewsPanel, PreferencesPanel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'with-side' },
  template: `
    <div class="stack"><account-news-panel /></div>
    <div class="stack"><account-preferences-panel /></div>
  `,
})
export class NotificationsPage {}
