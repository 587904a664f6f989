import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';

import type { ProofQuestion } from './account-words';
import { ProofForm } from './proof-form';

/** Stands before a dangerous act until somebody has shown that it is them. */
@Component({
  selector: 'ui-proof-dialog',
  imports: [MatButton, MatDialogActions, MatDialogContent, MatDialogTitle, ProofForm],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Confirm that it is you</h2>
    <mat-dialog-content>
      <p>This needs more than an open session. You are asked again after five minutes.</p>
      <ui-proof-form [question]="question" (proved)="dialog.close(true)" />
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton="outlined" type="button" (click)="dialog.close(false)">Cancel</button>
    </mat-dialog-actions>
  `,
  styleUrl: './dialog.scss',
})
export class ProofDialog {
  protected readonly question = inject<ProofQuestion>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<ProofDialog, boolean>>(MatDialogRef);
}
