import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { email, form, FormField, FormRoot, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';

import { Api, requestPasswordReset, requestUsername } from '@sky/api-client';
import { HostSettings, problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

/** The way back in for somebody who forgot a password or a username. Nobody learns whether an address is known. */
@Component({
  selector: 'portal-forgot-password-page',
  imports: [Field, FormField, FormRoot, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './forgot-password-page.html',
  styleUrl: '../narrow-form.scss',
})
export class ForgotPasswordPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly host = inject(HostSettings);

  protected readonly reminded = signal('');
  protected readonly model = signal({ email: '' });
  protected readonly recoveryForm = form(
    this.model,
    fields => {
      required(fields.email, { message: 'Enter the email of your account.' });
      email(fields.email, { message: 'This does not look like an email address.' });
    },
    { submission: { action: () => this.askForPassword(), onInvalid: focusFirstError } },
  );

  protected async askForUsername(): Promise<void> {
    if (this.recoveryForm().invalid()) return this.recoveryForm.email().markAsTouched();
    try {
      await this.api.invoke(requestUsername, { body: { email: this.model().email.trim() } });
      this.reminded.set('If this address has an account, its username is on its way.');
    } catch (error) {
      this.reminded.set(problemOf(error).message);
    }
  }

  private async askForPassword() {
    try {
      const address = this.model().email.trim();
      const { resendAfterSeconds } = await this.api.invoke(requestPasswordReset, { body: { email: address } });
      await this.router.navigate(['/reset-password'], { queryParams: { email: address, wait: resendAfterSeconds } });
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}
