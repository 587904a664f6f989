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
import { problemOf } from '@sky/session';
import { Banner, Field, focusFirstError } from '@sky/ui';

import { peopleInWords, TAG_PATTERN } from '../user-words';
import { BULK_WORDS } from './bulk-words';
import { BulkPeople } from './bulk-people';

/** What to do, and to whom. */
export interface BulkChoice {
  readonly action: BulkUserAction;
  readonly userIds: readonly number[];
}

/** Three steps: the words that the act needs, who it concerns and who not, and what was done. */
@Component({
  selector: 'console-bulk-dialog',
  imports: [Banner, BulkPeople, Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
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

  protected readonly plan = signal<BulkPlanDto | undefined>(undefined);
  protected readonly done = signal<number | undefined>(undefined);
  protected readonly refusal = signal('');
  protected readonly busy = signal(false);
  protected readonly heading = computed(() => {
    const done = this.done();
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

  /** Back to the words; the plan is made anew from what is changed. */
  protected back(): void {
    this.plan.set(undefined);
    this.refusal.set('');
  }

  /** True when something was done, so that the list is read again. */
  protected close(): void {
    this.dialog.close(this.done() !== undefined);
  }

  protected async preview(): Promise<undefined> {
    await this.attempt(async () => this.plan.set(await this.api.invoke(previewBulkUsers, { body: this.order() })));
  }

  protected async apply({ fingerprint }: BulkPlanDto): Promise<void> {
    await this.attempt(async () => {
      const { done } = await this.api.invoke(applyBulkUsers, { body: { ...this.order(), fingerprint } });
      this.done.set(done);
    });
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.refusal.set('');
    try {
      await act();
    } catch (error) {
      const { code, message } = problemOf(error);
      this.refusal.set(message);
      // The plan on screen is no longer what would happen.
      if (code === 'plan_changed') this.plan.set(undefined);
    }
    this.busy.set(false);
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
