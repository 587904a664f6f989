import { ChangeDetectionStrategy, Component, DOCUMENT, inject, ViewEncapsulation } from '@angular/core';
import { Clipboard } from '@angular/cdk/clipboard';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';

import { saveAs } from '../file/save-as';
import { Toasts } from '../toast/toasts';

/** Recovery codes, shown this once: to be copied, kept as a file, or printed. Only the button closes it. */
@Component({
  selector: 'ui-recovery-codes-dialog',
  imports: [MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  // Printing hides the page around the dialog, which styles of the component alone cannot reach.
  encapsulation: ViewEncapsulation.None,
  template: `
    <h2 mat-dialog-title>Keep your recovery codes</h2>
    <mat-dialog-content>
      <p>
        Each of these codes signs you in once when your telephone is lost. Keep them on paper or in a password manager: they are
        shown this once.
      </p>
      <ol class="codes" aria-label="Recovery codes">
        @for (code of codes; track code) {
          <li>
            <code>{{ code }}</code>
          </li>
        }
      </ol>
      <div class="row wrap acts">
        <button matButton="outlined" class="small" type="button" (click)="copy()">Copy</button>
        <button matButton="outlined" class="small" type="button" (click)="download()">Download</button>
        <button matButton="outlined" class="small" type="button" (click)="print()">Print</button>
      </div>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton="filled" type="button" (click)="dialog.close()">I have kept them</button>
    </mat-dialog-actions>
  `,
  styles: `
    ui-recovery-codes-dialog {
      .mat-mdc-dialog-content.mat-mdc-dialog-content {
        display: grid;
        gap: 14px;
        padding: 0 20px 20px;
        font: var(--text-13);
      }
      .mat-mdc-dialog-title.mat-mdc-dialog-title {
        padding: 4px 20px 8px;
      }
      .mat-mdc-dialog-actions {
        border-top: var(--border);
        padding: 12px 20px;
      }
      .codes {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
        gap: 4px 16px;
        margin: 0;
        padding: 12px;
        list-style: none;
        border: var(--border);
        border-radius: var(--radius-md);
        font: 500 14px/24px var(--font-mono);
      }
    }
    @media print {
      body:has(ui-recovery-codes-dialog) > :not(.cdk-overlay-container),
      body:has(ui-recovery-codes-dialog) .cdk-overlay-backdrop,
      ui-recovery-codes-dialog .acts,
      ui-recovery-codes-dialog .mat-mdc-dialog-actions {
        display: none;
      }
    }
  `,
})
export class RecoveryCodesDialog {
  protected readonly codes = inject<readonly string[]>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<RecoveryCodesDialog>>(MatDialogRef);
  private readonly document = inject(DOCUMENT);
  private readonly clipboard = inject(Clipboard);
  private readonly toasts = inject(Toasts);

  protected copy(): void {
    if (this.clipboard.copy(this.text())) this.toasts.done('The recovery codes were copied.');
  }

  protected download(): void {
    saveAs(new Blob([this.text()], { type: 'text/plain' }), 'recovery-codes.txt');
  }

  protected print(): void {
    this.document.defaultView?.print();
  }

  private text(): string {
    return `${this.codes.join('\n')}\n`;
  }
}
