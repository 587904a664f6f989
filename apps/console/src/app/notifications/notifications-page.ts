import { ChangeDetectionStrategy, Component } from '@angular/core';

import { NewsPanel, PreferencesPanel } from '@sky/account';
import { PageHeader } from '@sky/ui';

/** Everything a member of staff was told, newest first, and how they want to be told. */
@Component({
  selector: 'console-notifications-page',
  imports: [NewsPanel, PageHeader, PreferencesPanel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  template: `
    <ui-page-header heading="Notifications" />
    <div class="with-side">
      <account-news-panel />
      <account-preferences-panel />
    </div>
  `,
})
export class NotificationsPage {}
