import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { form, FormField, FormRoot, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';

import { HostSettings, problemOf, safeNext, Session } from '@sky/session';
import { Banner, BrandMark, Field, focusFirstError } from '@sky/ui';

/** The staff's way in. An account without rights is told so and can leave. */
@Component({
  selector: 'console-sign-in-page',
  imports: [Banner, BrandMark, Field, FormField, FormRoot, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './sign-in-page.html',
  styleUrl: './sign-in-page.scss',
})
export class SignInPage {
  readonly next = input<string>();

  protected readonly session = inject(Session);
  protected readonly host = inject(HostSettings);
  private readonly router = inject(Router);

  protected readonly model = signal({ username: '', password: '' });
  protected readonly signInForm = form(
    this.model,
    fields => {
      required(fields.username, { message: 'Enter your username or email.' });
      required(fields.password, { message: 'Enter your password.' });
    },
    { submission: { action: () => this.signIn(), onInvalid: focusFirstError } },
  );

  protected async signOut(): Promise<void> {
    await this.session.signOut().catch(() => undefined);
  }

  private async signIn() {
    try {
      const { username, password } = this.model();
      const user = await this.session.signIn(username.trim(), password);
      if (user.role === 'admin') await this.router.navigateByUrl(safeNext(this.next(), '/'));
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}
