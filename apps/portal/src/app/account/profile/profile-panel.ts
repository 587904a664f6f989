import { ChangeDetectionStrategy, Component, inject, linkedSignal, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';

import { Api, updateProfile } from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import { focusFirstError, Field, Panel } from '@sky/ui';

/** The customer's name. */
@Component({
  selector: 'portal-profile-panel',
  imports: [Field, FormField, FormRoot, MatButton, Panel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './profile-panel.html',
  styleUrl: '../account-form.scss',
})
export class ProfilePanel {
  private readonly api = inject(Api);
  private readonly session = inject(Session);

  protected readonly saved = signal(false);
  protected readonly model = linkedSignal(() => ({ fullName: this.session.user()?.fullName ?? '' }));
  protected readonly profileForm = form(
    this.model,
    fields => {
      required(fields.fullName, { message: 'Enter your full name.' });
      maxLength(fields.fullName, 120, { message: 'Keep the name under 120 characters.' });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  private async save() {
    this.saved.set(false);
    try {
      this.session.update(await this.api.invoke(updateProfile, { body: { fullName: this.model().fullName.trim() } }));
      this.saved.set(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}
