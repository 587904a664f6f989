import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { email, form, FormField, FormRoot, required, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';

import { Api, shareServer } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

const HOUR_MS = 3_600_000;
const LENGTHS = [
  { hours: '1', label: '1 hour' },
  { hours: '8', label: '8 hours' },
  { hours: '24', label: '1 day' },
  { hours: '168', label: '7 days' },
  { hours: '720', label: '30 days' },
] as const;
const EMPTY = { email: '', mayConsole: true, mayPower: false, hours: '8' };

/** Lets another customer use a server for a while. */
@Component({
  selector: 'portal-grant-form',
  imports: [Field, FormField, FormRoot, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './grant-form.html',
  styleUrl: '../../account/account-form.scss',
})
export class GrantForm {
  readonly serverId = input.required<number>();
  readonly given = output();

  private readonly api = inject(Api);

  protected readonly lengths = LENGTHS;
  protected readonly saved = signal('');
  protected readonly model = signal({ ...EMPTY });
  protected readonly grantForm = form(
    this.model,
    fields => {
      required(fields.email, { message: 'Give the email address of their account.' });
      email(fields.email, { message: 'This is not an email address.' });
      validate(fields.mayPower, ({ value, valueOf }) =>
        value() || valueOf(fields.mayConsole) ? undefined : { kind: 'nothing', message: 'Choose what they may use.' },
      );
    },
    { submission: { action: () => this.give(), onInvalid: focusFirstError } },
  );

  private async give() {
    this.saved.set('');
    const { hours, ...wish } = this.model();
    try {
      const endsAt = new Date(Date.now() + Number(hours) * HOUR_MS).toISOString();
      const { username } = await this.api.invoke(shareServer, { id: this.serverId(), body: { ...wish, endsAt } });
      this.saved.set(`${username} was told.`);
      this.grantForm().reset({ ...EMPTY });
      this.given.emit();
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}
