import { ChangeDetectionStrategy, Component, inject, type Injector, signal } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
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

import { Api, type OwnedKeyDto, setApiKeyLimit } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

const HIGHEST = 100_000;

/** Gives a key a limit of its own; an empty field takes it away again. */
@Component({
  selector: 'console-key-limit-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Limit of {{ one.name }}</h2>
    <form [formRoot]="limitForm">
      <mat-dialog-content>
        <ui-field label="Requests a minute" for="limit" hint="Empty: the limit of all keys." [of]="limitForm.limit">
          <input
            id="limit"
            class="input tabular"
            inputmode="numeric"
            autocomplete="off"
            cdkFocusInitial
            [formField]="limitForm.limit"
          />
        </ui-field>
        @if (limitForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="close()">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="limitForm().submitting()">Set limit</button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: './key-dialog.scss',
})
export class KeyLimitDialog {
  protected readonly one = inject<OwnedKeyDto>(MAT_DIALOG_DATA);
  private readonly api = inject(Api);
  private readonly dialog = inject<MatDialogRef<KeyLimitDialog, boolean>>(MatDialogRef);

  protected readonly model = signal({ limit: this.one.requestsPerMinute === null ? '' : String(this.one.requestsPerMinute) });
  protected readonly limitForm = form(
    this.model,
    fields => {
      validate(fields.limit, ({ value }) => {
        const text = value().trim();
        const isFine = text === '' || (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= HIGHEST);
        return isFine ? undefined : { kind: 'limit', message: 'Enter a whole number from 1 to 100,000, or nothing.' };
      });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  protected close(): void {
    this.dialog.close(false);
  }

  private async save() {
    const text = this.model().limit.trim();
    try {
      const body = { requestsPerMinute: text === '' ? null : Number(text) };
      await this.api.invoke(setApiKeyLimit, { id: this.one.id, body });
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** True when the limit was changed. Loaded only when somebody changes one. */
export async function openKeyLimitDialog(injector: Injector, data: OwnedKeyDto): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<KeyLimitDialog, OwnedKeyDto, boolean>(KeyLimitDialog, { data, width: '400px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
