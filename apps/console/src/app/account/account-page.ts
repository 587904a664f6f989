import { ChangeDetectionStrategy, Component } from '@angular/core';

import { PageHeader } from '@sky/ui';

import { PasswordPanel } from './password-panel';
import { SecondFactorSection } from './second-factor-section';

/** How a member of staff signs in themselves. */
@Component({
  selector: 'console-account-page',
  imports: [PageHeader, PasswordPanel, SecondFactorSection],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page stack' },
  template: `
    <ui-page-header heading="Your account" />
    <console-second-factor-section />
    <console-password-panel />
  `,
})
export class AccountPage {}
