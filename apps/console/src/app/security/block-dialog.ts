import { ChangeDetectionStrategy, Component, inject, type Injector, signal } from '@angular/core';
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

import { Api, blockAddress } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

/** What the dialog begins with. */
export interface BlockDraft {
  readonly network: string;
  readonly reason: string;
}

const HOUR_MS = 3_600_000;
const ENDS: readonly { readonly hours: string; readonly label: string }[] = [
  { hours: '1', label: 'In an hour' },
  { hours: '24', label: 'In a day' },
  { hours: '168', label: 'In a week' },
  { hours: '', label: 'Never' },
];

/** Blocks an address or a block of them, with a reason and an end. */
@Component({
  selector: 'console-block-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Block an address</h2>
    <form [formRoot]="blockForm">
      <mat-dialog-content>
        <div class="fields">
          <ui-field label="Address or block" for="network" hint="Such as 203.0.113.7 or 203.0.113.0/24" [of]="blockForm.network">
            <input id="network" class="input mono" autocomplete="off" cdkFocusInitial [formField]="blockForm.network" />
          </ui-field>
          <ui-field label="Reason" for="reason" hint="For colleagues who find it later" [of]="blockForm.reason">
            <input id="reason" class="input" autocomplete="off" [formField]="blockForm.reason" />
          </ui-field>
          <ui-field label="Ends" for="hours">
            <select id="hours" class="input" [formField]="blockForm.hours">
              @for (end of ends; track end.hours) {
                <option [value]="end.hours">{{ end.label }}</option>
              }
            </select>
          </ui-field>
        </div>
        @if (blockForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="close()">Cancel</button>
        <button matButton="filled" class="danger" type="submit" [disabled]="blockForm().submitting()">Block</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    .fields {
      display: grid;
      gap: 14px;
      margin-bottom: 8px;
    }
    mat-dialog-actions {
      gap: 8px;
      padding: 12px 20px;
      border-top: var(--border);
    }
  `,
})
export class BlockDialog {
  private readonly api = inject(Api);
  private readonly dialog = inject<MatDialogRef<BlockDialog, boolean>>(MatDialogRef);

  protected readonly ends = ENDS;
  protected readonly model = signal({ ...inject<BlockDraft>(MAT_DIALOG_DATA), hours: '24' });
  protected readonly blockForm = form(
    this.model,
    block => {
      required(block.network, { message: 'Enter an address.' });
      pattern(block.network, /^\s*[0-9a-fA-F.:]+(\/\d{1,3})?\s*$/, { message: 'Enter an address such as 203.0.113.7.' });
      required(block.reason, { message: 'Say why.' });
      maxLength(block.reason, 200, { message: 'Keep the reason under 200 characters.' });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  protected close(): void {
    this.dialog.close(false);
  }

  private async save() {
    const { network, reason, hours } = this.model();
    const expiresAt = hours === '' ? undefined : new Date(Date.now() + Number(hours) * HOUR_MS).toISOString();
    try {
      await this.api.invoke(blockAddress, {
        body: { network: network.trim(), reason: reason.trim(), ...(expiresAt && { expiresAt }) },
      });
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** True when something was blocked. Loaded only when somebody blocks. */
export async function openBlockDialog(injector: Injector, draft: BlockDraft): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<BlockDialog, BlockDraft, boolean>(BlockDialog, { data: draft, width: '440px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
