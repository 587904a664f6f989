import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, confirmEmailChangeByLink } from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import { Banner } from '@sky/ui';

/** Confirms a new email by the link that was mailed to it, whether or not somebody is signed in here. */
@Component({
  selector: 'portal-confirm-email-page',
  imports: [Banner, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (change.hasValue()) {
      <h1>Your new email is confirmed</h1>
      <ui-banner tone="info">From now on we write to {{ change.value().email }}.</ui-banner>
    } @else if (change.error()) {
      <h1>Confirm your new email</h1>
      <ui-banner tone="error" heading="The link did not work">{{ problem() }}</ui-banner>
    } @else {
      <h1>Confirm your new email</h1>
      <p role="status">Confirming your new email.</p>
    }
    @if (session.isSignedIn()) {
      <a matButton="filled" class="large wide" routerLink="/account">Go to your account</a>
    } @else {
      <a matButton="filled" class="large wide" routerLink="/sign-in">Sign in</a>
    }
  `,
  styleUrl: '../narrow-form.scss',
})
export class ConfirmEmailPage {
  /** From the address: the mailed secret. */
  readonly token = input<string>();

  private readonly api = inject(Api);
  protected readonly session = inject(Session);

  protected readonly change = resource({
    params: () => this.token() ?? '',
    loader: async ({ params: token }) => {
      const answer = await this.api.invoke(confirmEmailChangeByLink, { body: { token } });
      await this.session.reload();
      return answer;
    },
  });
  protected readonly problem = computed(() => problemOf(this.change.error()).message);
}
