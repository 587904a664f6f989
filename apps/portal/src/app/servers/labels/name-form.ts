import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, pattern, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';

import { Api, labelServer, type ServerDetailDto } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9 ._-]*[A-Za-z0-9])?$/;

/** Renames a server, here and on the platform. */
@Component({
  selector: 'portal-name-form',
  imports: [Field, FormField, FormRoot, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form [formRoot]="nameForm">
      <ui-field
        label="Name of the server"
        for="server-name"
        hint="Its host name inside the system stays as it is."
        [of]="nameForm.name"
      >
        <input id="server-name" class="input" autocomplete="off" spellcheck="false" [formField]="nameForm.name" />
      </ui-field>
      @if (nameForm().errors()[0]; as failure) {
        <p class="field-error" role="alert">{{ failure.message }}</p>
      }
      <div class="row">
        <button matButton="outlined" type="submit" [disabled]="nameForm().submitting()">Rename server</button>
        <span class="success-text" role="status">{{ saved() }}</span>
      </div>
    </form>
  `,
  styleUrl: '../../account/account-form.scss',
})
export class NameForm {
  readonly server = input.required<Pick<ServerDetailDto, 'id' | 'name'>>();
  readonly changed = output();

  private readonly api = inject(Api);
  /** The server is read again every few seconds; what is being typed starts over only with another name. */
  private readonly present = computed(() => this.server().name);
  protected readonly saved = signal('');
  protected readonly model = linkedSignal(() => ({ name: this.present() }));
  protected readonly nameForm = form(
    this.model,
    fields => {
      required(fields.name, { message: 'Give the server a name.' });
      maxLength(fields.name, 63, { message: 'Keep the name under 64 characters.' });
      pattern(fields.name, NAME, {
        message: 'Use letters, digits, dots, dashes and blanks; begin and end with a letter or digit.',
      });
    },
    { submission: { action: () => this.rename(), onInvalid: focusFirstError } },
  );

  private async rename() {
    this.saved.set('');
    try {
      await this.api.invoke(labelServer, { id: this.server().id, body: { name: this.model().name } });
      this.saved.set('Renamed');
      this.changed.emit();
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}
