import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { form, FormField, FormRoot, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';

import { problemOf, safeNext, Session } from '@sky/session';
import { focusFirstError, Banner, Field, Icon } from '@sky/ui';

/** The way in. What is wrong is said without telling whether an account exists. */
@Component({
  selector: 'portal-sign-in-page',
  imports: [Banner, Field, FormField, FormRoot, Icon, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './sign-in-page.html',
  styleUrl: '../narrow-form.scss',
})
export class SignInPage {
  /** Where to go on to, from the address. */
  readonly next = input<string>();

  protected readonly session = inject(Session);
  private readonly router = inject(Router);

  protected readonly passwordShown = signal(false);
  protected readonly model = signal({ username: '', password: '' });
  protected readonly signInForm = form(
    this.model,
    fields => {
      required(fields.username, { message: 'Enter your username or email.' });
      required(fields.password, { message: 'Enter your password.' });
    },
    { submission: { action: () => this.signIn(), onInvalid: focusFirstError } },
  );

  private async signIn() {
    try {
      const { username, password } = this.model();
      const user = await this.session.signIn(username.trim(), password);
      await this.router.navigateByUrl(user.isVerified ? safeNext(this.next(), '/overview') : '/verify');
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}
