import { ChangeDetectionStrategy, Component } from '@angular/core';

import { PasswordPanel, SecondFactorSection } from '@sky/account';

import { ActivityPanel } from './activity-panel';
import { SessionsPanel } from './sessions-panel';

/** How the customer signs in, and where they are signed in. */
@Component({
  selector: 'portal-security-page',
  imports: [ActivityPanel, PasswordPanel, SecondFactorSection, SessionsPanel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  template: `
    <account-password-panel />
    <account-second-factor-section />
    <portal-sessions-panel />
    <portal-activity-panel />
  `,
})
export class SecurityPage {}
