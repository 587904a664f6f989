import { ChangeDetectionStrategy, Component } from '@angular/core';

import { ActivityPanel } from './activity-panel';
import { PasswordPanel } from './password-panel';
import { SecondFactorSection } from './second-factor-section';
import { SessionsPanel } from './sessions-panel';

/** How the customer signs in, and where they are signed in. */
@Component({
  selector: 'portal-security-page',
  imports: [ActivityPanel, PasswordPanel, SecondFactorSection, SessionsPanel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  template: `
    <portal-password-panel />
    <portal-second-factor-section />
    <portal-sessions-panel />
    <portal-activity-panel />
  `,
})
export class SecurityPage {}
