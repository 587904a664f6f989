import { ChangeDetectionStrategy, Component, inject, type Injector } from '@angular/core';
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

import type { PanelPasswordDto } from '@sky/api-client';
import { Banner, CopyButton } from '@sky/ui';

/** Shows a new password for the VirtFusion panel; it is kept nowhere and cannot be shown again. */
@Component({
  selector: 'console-panel-password-dialog',
  imports: [Banner, CopyButton, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>New panel password</h2>
    <mat-dialog-content>
      <div class="fields">
        <ui-banner tone="warning" heading="Shown this once">
          It is stored and mailed nowhere. Tell it to the person by a way that is safe.
        </ui-banner>
        <dl class="facts left">
          <dt>Signs in as</dt>
          <dd>{{ issued.email }}</dd>
          <dt>Password</dt>
          <dd>
            <span class="mono">{{ issued.password }}</span> <ui-copy-button [text]="issued.password" label="Copy the password" />
          </dd>
        </dl>
      </div>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton="filled" type="button" (click)="dialog.close()">I have told them</button>
    </mat-dialog-actions>
  `,
  styleUrl: './dialog.scss',
})
export class PanelPasswordDialog {
  protected readonly issued = inject<PanelPasswordDto>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<PanelPasswordDialog>>(MatDialogRef);
}

/** Settles once the password was read. */
export async function openPanelPasswordDialog(injector: Injector, issued: PanelPasswordDto): Promise<void> {
  const dialog = injector.get(MatDialog).open(PanelPasswordDialog, { data: issued, width: '440px', disableClose: true });
  await firstValueFrom(dialog.afterClosed());
}
