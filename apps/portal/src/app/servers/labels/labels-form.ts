import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';

import { Api, labelServer, type ServerDetailDto } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

import { tagProblem, tagsIn } from './tag-words';

const LONGEST_NOTES = 4_000;

/** An owner's own notes and tags. */
@Component({
  selector: 'portal-labels-form',
  imports: [Field, FormField, FormRoot, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form [formRoot]="labelsForm">
      <ui-field label="Notes" for="server-notes" hint="For you alone." [of]="labelsForm.notes">
        <textarea id="server-notes" class="input" rows="5" [formField]="labelsForm.notes"></textarea>
      </ui-field>
      <ui-field
        label="Tags"
        for="server-tags"
        hint="Between commas, such as: production, web. The list of servers can be narrowed to a tag."
        [of]="labelsForm.tags"
      >
        <input id="server-tags" class="input" autocomplete="off" [formField]="labelsForm.tags" />
      </ui-field>
      @if (labelsForm().errors()[0]; as failure) {
        <p class="field-error" role="alert">{{ failure.message }}</p>
      }
      <div class="row">
        <button matButton="outlined" type="submit" [disabled]="labelsForm().submitting()">Save notes and tags</button>
        <span class="success-text" role="status">{{ saved() }}</span>
      </div>
    </form>
  `,
  styleUrl: '../../account/account-form.scss',
})
export class LabelsForm {
  readonly server = input.required<Pick<ServerDetailDto, 'id' | 'notes' | 'tags'>>();
  readonly changed = output();

  private readonly api = inject(Api);
  /** Compared by what they say, so that reading the server again does not take away what is being typed. */
  private readonly notes = computed(() => this.server().notes);
  private readonly tags = computed(() => this.server().tags.join(', '));
  protected readonly saved = signal('');
  protected readonly model = linkedSignal(() => ({ notes: this.notes(), tags: this.tags() }));
  protected readonly labelsForm = form(
    this.model,
    fields => {
      maxLength(fields.notes, LONGEST_NOTES, { message: 'Keep the notes under 4,000 characters.' });
      validate(fields.tags, ({ value }) => {
        const message = tagProblem(value());
        return message ? { kind: 'tags', message } : undefined;
      });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  private async save() {
    this.saved.set('');
    const { notes, tags } = this.model();
    try {
      await this.api.invoke(labelServer, { id: this.server().id, body: { notes, tags: tagsIn(tags) } });
      this.saved.set('Saved');
      this.changed.emit();
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}
