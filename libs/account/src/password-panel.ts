import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { form, FormField, FormRoot, required, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';

import { Api, changePassword } from '@sky/api-client';
import { passwordCheck, problemOf, Session } from '@sky/session';
import { DemandList, Field, focusFirstError, Panel } from '@sky/ui';

/** A change of the own password; it ends every other session. */
@Component({
  selector: 'account-password-panel',
  imports: [DemandList, Field, FormField, FormRoot, MatButton, Panel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './password-panel.html',
  styles: `
    :host {
      display: block;
    }
    form {
      display: grid;
      gap: 14px;
      max-width: 400px;
      padding: 16px;
      font: var(--text-13);
    }
  `,
})
export class PasswordPanel {
  private readonly api = inject(Api);
  private readonly session = inject(Session);

  protected readonly saved = signal(false);
  protected readonly model = signal({ currentPassword: '', newPassword: '' });
  protected readonly demands = passwordCheck(
    computed(() => this.model().newPassword),
    computed(() => this.session.user() ?? { username: '', email: '' }),
  );
  protected readonly passwordForm = form(
    this.model,
    fields => {
      required(fields.currentPassword, { message: 'Enter your present password.' });
      validate(fields.newPassword, () =>
        this.demands().every(({ isMet }) => isMet)
          ? undefined
          : { kind: 'policy', message: 'The password does not meet the list below yet.' },
      );
    },
    { submission: { action: () => this.change(), onInvalid: focusFirstError } },
  );

  private async change() {
    this.saved.set(false);
    try {
      await this.api.invoke(changePassword, { body: this.model() });
      this.model.set({ currentPassword: '', newPassword: '' });
      this.passwordForm().reset();
      this.saved.set(true);
      return undefined;
    } catch (error) {
      const { message, details } = problemOf(error);
      return { kind: 'rejected', message: details[0] ? `The new password ${details[0].message}.` : message };
    }
  }
}
