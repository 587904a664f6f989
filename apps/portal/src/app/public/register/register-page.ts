import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import {
  email,
  type FieldTree,
  form,
  FormField,
  FormRoot,
  maxLength,
  minLength,
  pattern,
  required,
  type TreeValidationResult,
  validate,
} from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';

import { Api, register } from '@sky/api-client';
import { passwordCheck, type Problem, problemOf } from '@sky/session';
import { DemandList, Field, focusFirstError } from '@sky/ui';

/** What the form asks for. */
interface Registration {
  readonly fullName: string;
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly acceptTerms: boolean;
}

/** The form for new customers. The next step is the code that was mailed. */
@Component({
  selector: 'portal-register-page',
  imports: [DemandList, Field, FormField, FormRoot, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './register-page.html',
  styleUrl: '../narrow-form.scss',
})
export class RegisterPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);

  protected readonly model = signal<Registration>({ fullName: '', username: '', email: '', password: '', acceptTerms: false });
  protected readonly demands = passwordCheck(
    computed(() => this.model().password),
    this.model,
  );

  protected readonly registerForm = form(
    this.model,
    fields => {
      required(fields.fullName, { message: 'Enter your full name.' });
      maxLength(fields.fullName, 120, { message: 'Keep the name under 120 characters.' });
      required(fields.username, { message: 'Choose a username.' });
      minLength(fields.username, 3, { message: 'Use at least three characters.' });
      maxLength(fields.username, 32, { message: 'Use at most 32 characters.' });
      pattern(fields.username, /^[A-Za-z0-9][A-Za-z0-9._-]+$/, { message: 'Use letters, digits, dots, dashes and underscores.' });
      required(fields.email, { message: 'Enter your email address.' });
      email(fields.email, { message: 'This does not look like an email address.' });
      validate(fields.password, () =>
        this.demands().every(({ isMet }) => isMet)
          ? undefined
          : { kind: 'policy', message: 'The password does not meet the list below yet.' },
      );
      validate(fields.acceptTerms, ({ value }) =>
        value() ? undefined : { kind: 'terms', message: 'An account needs your agreement.' },
      );
    },
    { submission: { action: fields => this.register(fields), onInvalid: focusFirstError } },
  );

  private async register(fields: FieldTree<Registration>): Promise<TreeValidationResult> {
    try {
      const { fullName, username, email: address, password } = this.model();
      const body = {
        fullName: fullName.trim(),
        username: username.trim(),
        email: address.trim(),
        password,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        acceptTerms: true as const,
      };
      const answer = await this.api.invoke(register, { body });
      await this.router.navigate(['/verify'], { queryParams: { email: answer.email, wait: answer.resendAfterSeconds } });
      return undefined;
    } catch (error) {
      return refusals(fields, problemOf(error));
    }
  }
}

/** A refusal of one field is shown at that field. */
function refusals(fields: FieldTree<Registration>, { code, message, details }: Problem): TreeValidationResult {
  if (code === 'username_taken') return [{ kind: 'rejected', message, fieldTree: fields.username }];
  const fieldOf = { fullName: fields.fullName, username: fields.username, email: fields.email, password: fields.password };
  const refused = details.flatMap(detail => {
    const known = Object.entries(fieldOf).find(([name]) => name === detail.field);
    return known ? [{ kind: 'rejected', message: `This ${detail.message}.`, fieldTree: known[1] }] : [];
  });
  return refused.length > 0 ? refused : { kind: 'rejected', message };
}
