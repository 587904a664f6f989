import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { email, form, FormField, FormRoot, maxLength, pattern, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';

import { Api, cancelEmailChange, confirmEmailChange, type Locale, updateProfile } from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import { Banner, Field, focusFirstError, Panel } from '@sky/ui';

import { LOCALES, timeZones } from './places';

/** Name, email, language and time zone. A new email waits until its code is entered; the old one stands until then. */
@Component({
  selector: 'portal-profile-panel',
  imports: [Banner, Field, FormField, FormRoot, MatButton, Panel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './profile-panel.html',
  styleUrl: '../account-form.scss',
})
export class ProfilePanel {
  private readonly api = inject(Api);
  private readonly session = inject(Session);

  protected readonly locales = LOCALES;
  protected readonly zones = timeZones();
  protected readonly saved = signal('');
  protected readonly waiting = computed(() => this.session.user()?.pendingEmail ?? null);

  protected readonly model = linkedSignal(() => {
    const user = this.session.user();
    return {
      fullName: user?.fullName ?? '',
      email: user?.email ?? '',
      locale: (user?.locale ?? 'en-GB') as string,
      timeZone: user?.timeZone ?? 'UTC',
    };
  });
  protected readonly profileForm = form(
    this.model,
    fields => {
      required(fields.fullName, { message: 'Enter your full name.' });
      maxLength(fields.fullName, 120, { message: 'Keep the name under 120 characters.' });
      required(fields.email, { message: 'Enter your email address.' });
      email(fields.email, { message: 'This does not look like an email address.' });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  protected readonly codeModel = signal({ code: '' });
  protected readonly codeForm = form(
    this.codeModel,
    fields => {
      required(fields.code, { message: 'Enter the code from the email.' });
      pattern(fields.code, /^\s*\d{6}\s*$/, { message: 'The code has six digits.' });
    },
    { submission: { action: () => this.confirm(), onInvalid: focusFirstError } },
  );

  protected async cancel(): Promise<void> {
    await this.api.invoke(cancelEmailChange);
    await this.session.reload();
  }

  private async save() {
    this.saved.set('');
    try {
      const { fullName, email: address, locale, timeZone } = this.model();
      const body = { fullName: fullName.trim(), email: address.trim(), locale: locale as Locale, timeZone };
      this.session.update(await this.api.invoke(updateProfile, { body }));
      this.saved.set('Saved');
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }

  private async confirm() {
    try {
      await this.api.invoke(confirmEmailChange, { body: { code: this.codeModel().code.trim() } });
      this.codeModel.set({ code: '' });
      this.codeForm().reset();
      await this.session.reload();
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}
