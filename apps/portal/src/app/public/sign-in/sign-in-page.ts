import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { form, FormField, FormRoot, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';

import { type SecondStepDto, type UserDto } from '@sky/api-client';
import { Authenticator, problemOf, refusalOf, safeNext, Session } from '@sky/session';
import { focusFirstError, Banner, Field, Icon, ProofForm, type ProofQuestion } from '@sky/ui';

/** The way in. What is wrong is said without telling whether an account exists. */
@Component({
  selector: 'portal-sign-in-page',
  imports: [Banner, Field, FormField, FormRoot, Icon, MatButton, ProofForm, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './sign-in-page.html',
  styleUrl: '../narrow-form.scss',
  styles: `
    .passkey {
      margin-top: 12px;
    }
    .lead {
      margin-bottom: 16px;
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class SignInPage {
  /** Where to go on to, from the address. */
  readonly next = input<string>();

  protected readonly session = inject(Session);
  private readonly router = inject(Router);

  protected readonly passkeysWork = inject(Authenticator).isSupported;
  protected readonly passkeyProblem = signal('');
  private readonly secondStep = signal<SecondStepDto | null>(null);
  /** What is asked after a right password; null before. */
  protected readonly proof = computed<ProofQuestion | null>(() => {
    const step = this.secondStep();
    if (!step) return null;
    return {
      methods: step.methods,
      byTyping: ({ code = '' }) => this.finish(() => this.session.signInByCode(step.challenge, code)),
      byPasskey: () => this.finish(() => this.session.signInByPasskey(step.challenge)),
    };
  });

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

  /** Back to the name and the password. */
  protected startAgain(): void {
    this.secondStep.set(null);
    this.model.update(({ username }) => ({ username, password: '' }));
    this.signInForm().reset();
  }

  protected async usePasskey(): Promise<void> {
    this.passkeyProblem.set((await this.finish(() => this.session.signInByPasskey())) ?? '');
  }

  private async signIn() {
    try {
      const { username, password } = this.model();
      const { user, secondStep } = await this.session.signIn(username.trim(), password);
      if (secondStep) this.secondStep.set(secondStep);
      else await this.goOn(user);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }

  private finish(act: () => Promise<UserDto>): Promise<string | undefined> {
    return refusalOf(async () => this.goOn(await act()));
  }

  private async goOn({ isVerified }: UserDto): Promise<void> {
    await this.router.navigateByUrl(isVerified ? safeNext(this.next(), '/overview') : '/verify');
  }
}
