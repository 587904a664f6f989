import { ChangeDetectionStrategy, Component, computed, inject, type Injector, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, pattern, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialog,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

import { Api, applyBulkUsers, type BulkPlanDto, type BulkUserAction, type BulkUsersDto, previewBulkUsers } from '@sky/api-client';
import { Banner, Field, focusFirstError } from '@sky/ui';

import { type BulkLine, BulkPlan } from '../../bulk/bulk-plan';
import { BulkSteps } from '../../bulk/bulk-steps';
import { peopleInWords, TAG_PATTERN } from '../user-words';
import { BULK_WORDS } from './bulk-words';

/** What to do, and to whom. */
export interface BulkChoice {
  readonly action: BulkUserAction;
  readonly userIds: readonly number[];
}

/** Three steps: the words that the act needs, who it concerns and who not, and what was done. */
@Component({
  selector: 'console-bulk-dialog',
  imports: [Banner, BulkPlan, Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './bulk-dialog.html',
  styleUrl: '../dialogs/dialog.scss',
})
export class BulkDialog {
  private readonly choice = inject<BulkChoice>(MAT_DIALOG_DATA);
  private readonly api = inject(Api);
  private readonly dialog = inject<MatDialogRef<BulkDialog, boolean>>(MatDialogRef);

  protected readonly words = BULK_WORDS[this.choice.action];
  protected readonly count = this.choice.userIds.length;
  protected readonly people = peopleInWords;

  protected readonly steps = new BulkSteps<BulkPlanDto, number>();
  protected readonly heading = computed(() => {
    const done = this.steps.done();
    return done === undefined ? '' : `${peopleInWords(done)}: ${this.words.done}`;
  });

  protected readonly model = signal({ reason: '', tag: '', subject: '', message: '' });
  protected readonly wordsForm = form(
    this.model,
    fields => {
      const asks = (name: BulkField) => ({ when: () => this.words.asks.includes(name) });
      required(fields.reason, { message: 'Say why; the person reads it.', ...asks('reason') });
      maxLength(fields.reason, 300, { message: 'Keep the reason under 300 characters.' });
      required(fields.tag, { message: 'Enter a tag.', ...asks('tag') });
      pattern(fields.tag, TAG_PATTERN, { message: 'Use small letters, digits and dashes, at most 30.' });
      required(fields.subject, { message: 'Enter a subject.', ...asks('subject') });
      maxLength(fields.subject, 150, { message: 'Keep the subject under 150 characters.' });
      required(fields.message, { message: 'Write what they should read.', ...asks('message') });
      maxLength(fields.message, 5_000, { message: 'Keep the text under 5,000 characters.' });
    },
    { submission: { action: () => this.preview(), onInvalid: focusFirstError } },
  );

  constructor() {
    if (this.words.asks.length === 0) void this.preview();
  }

  protected linesOf({ people }: BulkPlanDto): BulkLine[] {
    return people.map(({ username: name, ...person }) => ({ ...person, name }));
  }

  /** True when something was done, so that the list is read again. */
  protected close(): void {
    this.dialog.close(this.steps.done() !== undefined);
  }

  protected async preview(): Promise<undefined> {
    await this.steps.preview(() => this.api.invoke(previewBulkUsers, { body: this.order() }));
  }

  protected apply({ fingerprint }: BulkPlanDto): Promise<void> {
    return this.steps.apply(async () => (await this.api.invoke(applyBulkUsers, { body: { ...this.order(), fingerprint } })).done);
  }

  private order(): BulkUsersDto {
    const { action, userIds } = this.choice;
    const asked = this.words.asks.map(name => [name, this.model()[name].trim()] as const);
    return { action, userIds: [...userIds], ...Object.fromEntries(asked) };
  }
}

type BulkField = (typeof BULK_WORDS)[BulkUserAction]['asks'][number];

/** True when something was done. Loaded only when somebody acts on many people. */
export async function openBulkDialog(injector: Injector, choice: BulkChoice): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<BulkDialog, BulkChoice, boolean>(BulkDialog, {
    data: choice,
    width: '520px',
    disableClose: true,
  });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
