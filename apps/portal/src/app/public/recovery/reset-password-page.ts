import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { form, FormField, FormRoot, hidden, pattern, required, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, requestPasswordReset, resetPassword } from '@sky/api-client';
import { HostSettings, passwordCheck, problemOf } from '@sky/session';
import { Banner, DemandList, Field, focusFirstError } from '@sky/ui';

import { resending } from '../resending';

/** Sets a new password by the mailed link, or by the mailed code. It does not sign anybody in. */
@Component({
  selector: 'portal-reset-password-page',
  imports: [Banner, DemandList, Field, FormField, FormRoot, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './reset-password-page.html',
  styleUrl: '../narrow-form.scss',
})
export class ResetPasswordPage {
  /** From the address: the mailed secret, or the email that was typed before and how long to wait for another mail. */
  readonly token = input<string>();
  readonly email = input<string>();
  readonly wait = input<string>();

  private readonly api = inject(Api);
  protected readonly host = inject(HostSettings);

  protected readonly isDone = signal(false);
  protected readonly model = linkedSignal(() => ({ email: this.email() ?? '', code: '', newPassword: '' }));
  protected readonly demands = passwordCheck(
    computed(() => this.model().newPassword),
    computed(() => ({ username: '', email: this.model().email })),
  );
  protected readonly resetForm = form(
    this.model,
    fields => {
      hidden(fields.email, () => this.token() !== undefined);
      hidden(fields.code, () => this.token() !== undefined);
      required(fields.email, { message: 'Enter the email of your account.' });
      required(fields.code, { message: 'Enter the code from the email.' });
      pattern(fields.code, /^\s*\d{6}\s*$/, { message: 'The code has six digits.' });
      validate(fields.newPassword, () =>
        this.demands().every(({ isMet }) => isMet)
          ? undefined
          : { kind: 'policy', message: 'The password does not meet the list below yet.' },
      );
    },
    { submission: { action: () => this.reset(), onInvalid: focusFirstError } },
  );

  protected readonly resending = resending(
    this.wait,
    email => this.api.invoke(requestPasswordReset, { body: { email } }),
    'If this address has an account, a new code is on its way.',
  );

  protected async resend(): Promise<void> {
    const address = this.model().email.trim();
    if (!address) return this.resetForm.email().markAsTouched();
    await this.resending.ask(address);
  }

  private async reset() {
    const { email, code, newPassword } = this.model();
    const token = this.token();
    const proof = token === undefined ? { email: email.trim(), code: code.trim() } : { token };
    try {
      await this.api.invoke(resetPassword, { body: { ...proof, newPassword } });
      this.isDone.set(true);
      return undefined;
    } catch (error) {
      const { message, details } = problemOf(error);
      return { kind: 'rejected', message: details[0] ? `The new password ${details[0].message}.` : message };
    }
  }
}
