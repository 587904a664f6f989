import { ChangeDetectionStrategy, Component } from '@angular/core';

import { PasswordPanel } from './password-panel';
import { SessionsPanel } from './sessions-panel';

/** How the customer signs in, and where they are signed in. */
@Component({
  selector: 'portal-security-page',
  imports: [PasswordPanel, SessionsPanel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  template: `
    <portal-password-panel />
    <portal-sessions-panel />
  `,
})
export class SecurityPage {}
