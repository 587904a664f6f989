import { ChangeDetectionStrategy, Component, inject, type Injector, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, minLength, required } from '@angular/forms/signals';
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

import {
  Api,
  applyBulkServers,
  type BulkServerAction,
  type BulkServerPlanDto,
  type BulkServersDto,
  previewBulkServers,
} from '@sky/api-client';
import { Banner, Field, focusFirstError } from '@sky/ui';

import { type BulkLine, BulkPlan } from '../../bulk/bulk-plan';
import { BulkSteps } from '../../bulk/bulk-steps';
import { DELETION_DELAYS, USUAL_DELAY } from '../dialogs/delays';
import { BULK_SERVER_WORDS, serversInWords } from './bulk-words';

/** What to do, and to which. */
export interface BulkServerChoice {
  readonly action: BulkServerAction;
  readonly serverIds: readonly number[];
}

/** Three steps: the words that the act needs, which servers it concerns and which not, and what was done. */
@Component({
  selector: 'console-bulk-servers-dialog',
  imports: [Banner, BulkPlan, Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './bulk-servers-dialog.html',
  styleUrl: '../../users/dialogs/dialog.scss',
})
export class BulkServersDialog {
  private readonly choice = inject<BulkServerChoice>(MAT_DIALOG_DATA);
  private readonly api = inject(Api);
  private readonly dialog = inject<MatDialogRef<BulkServersDialog, boolean>>(MatDialogRef);

  protected readonly words = BULK_SERVER_WORDS[this.choice.action];
  protected readonly count = this.choice.serverIds.length;
  protected readonly countWords = serversInWords;
  protected readonly delays = DELETION_DELAYS;

  protected readonly steps = new BulkSteps<BulkServerPlanDto, BulkServerPlanDto>();
  protected readonly typed = signal('');

  protected readonly model = signal({ reason: '', delay: String(USUAL_DELAY) });
  protected readonly wordsForm = form(
    this.model,
    fields => {
      const asked = { when: () => this.words.asks === 'reason' };
      required(fields.reason, { message: 'Say why; their owners read it.', ...asked });
      minLength(fields.reason, 3, { message: 'Say a little more.' });
      maxLength(fields.reason, 300, { message: 'Keep the reason under 300 characters.' });
    },
    { submission: { action: () => this.preview(), onInvalid: focusFirstError } },
  );

  constructor() {
    if (!this.words.asks) void this.preview();
  }

  protected type(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value.trim());
  }

  /** Who deletes many says how many. */
  protected isMeant({ concerned }: BulkServerPlanDto): boolean {
    return concerned > 0 && (this.words.asks !== 'delay' || this.typed() === String(concerned));
  }

  protected linesOf({ servers }: BulkServerPlanDto): BulkLine[] {
    return servers.map(({ ownerUsername: note, ...server }) => ({ ...server, note }));
  }

  /** Back to the words; how many there are is typed anew. */
  protected back(): void {
    this.steps.back();
    this.typed.set('');
  }

  /** True when something was done, so that the list is read again. */
  protected close(): void {
    this.dialog.close(this.steps.done() !== undefined);
  }

  protected async preview(): Promise<undefined> {
    await this.steps.preview(() => this.api.invoke(previewBulkServers, { body: this.order() }));
  }

  protected apply({ fingerprint }: BulkServerPlanDto): Promise<void> {
    return this.steps.apply(() => this.api.invoke(applyBulkServers, { body: { ...this.order(), fingerprint } }));
  }

  private order(): BulkServersDto {
    const { action, serverIds } = this.choice;
    const { reason, delay } = this.model();
    return {
      ...{ action, serverIds: [...serverIds] },
      ...(this.words.asks === 'reason' && { reason: reason.trim() }),
      ...(this.words.asks === 'delay' && { delayMinutes: Number(delay) }),
    };
  }
}

/** True when something was done. Loaded only when somebody acts on many servers. */
export async function openBulkServersDialog(injector: Injector, choice: BulkServerChoice): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<BulkServersDialog, BulkServerChoice, boolean>(BulkServersDialog, {
    data: choice,
    width: '520px',
    disableClose: true,
  });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
