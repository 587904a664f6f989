import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';

import { CopyButton } from '../form/copy-button';
import { type AppSetUp, inGroups } from './account-words';
import { QrCode } from './qr-code';

/** Sets an authenticator app up: scan or type the secret, then prove it with the first code. */
@Component({
  selector: 'ui-app-set-up-dialog',
  imports: [CopyButton, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle, QrCode],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Set up an authenticator app</h2>
    <form (submit)="$event.preventDefault(); confirm()">
      <mat-dialog-content>
        <p>Scan this with your authenticator app. It then shows a new code every 30 seconds.</p>
        <ui-qr-code class="code" [text]="setUp.uri" label="QR code for your authenticator app; the secret follows as text" />
        <div>
          <span class="caption" id="totp-secret-label">Or type this secret into the app</span>
          <div class="secret">
            <code aria-labelledby="totp-secret-label">{{ secret }}</code>
            <ui-copy-button [text]="setUp.secret" what="secret" />
          </div>
        </div>
        <div>
          <label for="totp-code">Code that the app shows now</label>
          <input
            id="totp-code"
            class="input tabular"
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength="7"
            cdkFocusInitial
            [attr.aria-describedby]="problem() ? 'totp-problem' : null"
            [attr.aria-invalid]="problem() !== ''"
            (input)="type($event)"
          />
          @if (problem()) {
            <p id="totp-problem" class="field-error" role="alert">{{ problem() }}</p>
          }
        </div>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close(false)">Not now</button>
        <button matButton="filled" type="submit" [disabled]="busy()" [attr.aria-busy]="busy()">Turn on</button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: './dialog.scss',
  styles: `
    .code {
      width: 184px;
      max-width: 100%;
      justify-self: center;
    }
    .caption,
    label {
      display: block;
      margin-bottom: 6px;
      font: 500 12px/16px var(--font-sans);
    }
    .secret {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    code {
      font-family: var(--font-mono);
      overflow-wrap: anywhere;
    }
  `,
})
export class AppSetUpDialog {
  protected readonly setUp = inject<AppSetUp>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<AppSetUpDialog, boolean>>(MatDialogRef);
  protected readonly secret = inGroups(this.setUp.secret);

  private readonly code = signal('');
  protected readonly busy = signal(false);
  protected readonly problem = signal('');

  protected type(event: Event): void {
    this.code.set((event.target as HTMLInputElement).value.replace(/\s/g, ''));
  }

  protected async confirm(): Promise<void> {
    if (this.busy()) return;
    if (!/^\d{6}$/.test(this.code())) return this.problem.set('Enter the six digits that the app shows.');
    this.busy.set(true);
    this.problem.set('');
    const problem = await this.setUp.confirm(this.code());
    this.busy.set(false);
    if (problem) this.problem.set(problem);
    else this.dialog.close(true);
  }
}
