import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { form, FormField, FormRoot, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';

import { type SecondStepDto, type UserDto } from '@sky/api-client';
import { Authenticator, HostSettings, problemOf, refusalOf, safeNext, Session } from '@sky/session';
import { Banner, BrandMark, Field, focusFirstError, ProofForm, type ProofQuestion } from '@sky/ui';

/** The staff's way in. An account without rights is told so and can leave. */
@Component({
  selector: 'console-sign-in-page',
  imports: [Banner, BrandMark, Field, FormField, FormRoot, MatButton, ProofForm],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './sign-in-page.html',
  styleUrl: './sign-in-page.scss',
})
export class SignInPage {
  readonly next = input<string>();

  protected readonly session = inject(Session);
  protected readonly host = inject(HostSettings);
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

  private async goOn({ role }: UserDto): Promise<void> {
    if (role !== 'customer') await this.router.navigateByUrl(safeNext(this.next(), '/'));
  }
}
