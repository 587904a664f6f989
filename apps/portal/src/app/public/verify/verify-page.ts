import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { email, form, FormField, FormRoot, pattern, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';

import { Api, resendVerification, verifyEmail, verifyEmailLink } from '@sky/api-client';
import { HostSettings, problemOf, Session } from '@sky/session';
import { focusFirstError, Banner, Field } from '@sky/ui';

import { resending } from '../resending';

/** Confirms an email by the mailed code, or by the mailed link that carries a token. */
@Component({
  selector: 'portal-verify-page',
  imports: [Banner, Field, FormField, FormRoot, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './verify-page.html',
  styleUrl: '../narrow-form.scss',
})
export class VerifyPage {
  /** From the address: the mailed secret, or the email that was just registered and how long to wait for another code. */
  readonly token = input<string>();
  readonly email = input<string>();
  readonly wait = input<string>();

  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly host = inject(HostSettings);
  protected readonly session = inject(Session);

  protected readonly link = resource({
    params: () => this.token(),
    loader: async ({ params: token }) => {
      const answer = await this.api.invoke(verifyEmailLink, { body: { token } });
      await this.session.reload();
      return answer;
    },
  });
  protected readonly linkProblem = computed(() => problemOf(this.link.error()).message);
  protected readonly isDone = computed(() => this.link.hasValue() || this.session.isVerified());

  protected readonly model = linkedSignal(() => ({ email: this.email() ?? this.session.user()?.email ?? '', code: '' }));
  protected readonly verifyForm = form(
    this.model,
    fields => {
      required(fields.email, { message: 'Enter the email you registered with.' });
      email(fields.email, { message: 'This does not look like an email address.' });
      required(fields.code, { message: 'Enter the code from the email.' });
      pattern(fields.code, /^\s*\d{6}\s*$/, { message: 'The code has six digits.' });
    },
    { submission: { action: () => this.verify(), onInvalid: focusFirstError } },
  );

  protected readonly resending = resending(
    this.wait,
    email => this.api.invoke(resendVerification, { body: { email } }),
    'If this address is waiting to be confirmed, a new code is on its way.',
  );

  protected async resend(): Promise<void> {
    const address = this.model().email.trim();
    if (!address) return this.verifyForm.email().markAsTouched();
    await this.resending.ask(address);
  }

  private async verify() {
    try {
      const { email: address, code } = this.model();
      await this.api.invoke(verifyEmail, { body: { email: address.trim(), code: code.trim() } });
      await this.session.reload();
      if (this.session.isSignedIn()) await this.router.navigateByUrl('/overview');
      else this.link.set({ isVerified: true, email: address.trim() });
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}
