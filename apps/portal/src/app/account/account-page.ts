import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';

import { Session } from '@sky/session';
import { Moment, PageHeader, Panel, Tag, ThemeSwitch } from '@sky/ui';

import { PasswordPanel } from './password-panel';
import { ProfilePanel } from './profile-panel';
import { SessionsPanel } from './sessions-panel';

/** Who the customer is, how they sign in, and where they are signed in. */
@Component({
  selector: 'portal-account-page',
  imports: [Moment, PageHeader, Panel, PasswordPanel, ProfilePanel, SessionsPanel, Tag, ThemeSwitch],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  template: `
    <ui-page-header heading="Account" />
    <div class="with-side">
      <div class="stack">
        <portal-profile-panel />
        <portal-password-panel />
        <portal-sessions-panel />
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
        <ui-panel heading="Appearance">
          <div class="cell"><ui-theme-switch /></div>
        </ui-panel>
      </div>
    </div>
  `,
})
export class AccountPage {
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
