import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';

import { Session } from '@sky/session';
import { Moment, Panel, Tag, ThemeSwitch } from '@sky/ui';

import { BillingDetailsPanel } from './billing-details-panel';
import { PlatformPanel } from './platform-panel';
import { ProfilePanel } from './profile-panel';

/** Who the customer is. */
@Component({
  selector: 'portal-profile-page',
  imports: [BillingDetailsPanel, Moment, Panel, PlatformPanel, ProfilePanel, Tag, ThemeSwitch],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="with-side">
      <div class="stack">
        <portal-profile-panel />
        <portal-billing-details-panel />
      </div>
      <div class="stack">
        @if (user(); as person) {
          <ui-panel heading="Facts">
            <dl class="facts">
              <dt>Username</dt>
              <dd>{{ person.username }}</dd>
              <dt>Email</dt>
              <dd>{{ person.email }}</dd>
              <dt>Email confirmed</dt>
              <dd>
                <ui-tag [tone]="person.isVerified ? 'success' : 'warning'">{{ person.isVerified ? 'Yes' : 'Not yet' }}</ui-tag>
              </dd>
              <dt>Customer since</dt>
              <dd><ui-moment [at]="person.createdAt" /></dd>
              <dt>Ready for servers</dt>
              <dd>{{ link() }}</dd>
            </dl>
          </ui-panel>
        }
        <portal-platform-panel />
        <ui-panel heading="Appearance">
          <div class="cell"><ui-theme-switch /></div>
        </ui-panel>
      </div>
    </div>
  `,
})
export class ProfilePage {
  protected readonly user = inject(Session).user;
  protected readonly link = computed(() => {
    const words = {
      pending: 'Being prepared',
      linked: 'Yes',
      failed: 'Not yet, we keep trying',
      none: 'After the email is confirmed',
    };
    const state = this.user()?.virtfusion.state;
    return state ? words[state] : '';
  });
}
