import { ChangeDetectionStrategy, Component } from '@angular/core';

import { PasswordPanel, SecondFactorSection } from '@sky/account';
import { PageHeader } from '@sky/ui';

/** How a member of staff signs in themselves. */
@Component({
  selector: 'console-account-page',
  imports: [PageHeader, PasswordPanel, SecondFactorSection],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page stack' },
  template: `
    <ui-page-header heading="Your account" />
    <account-second-factor-section />
    <account-password-panel />
  `,
})
export class AccountPage {}
