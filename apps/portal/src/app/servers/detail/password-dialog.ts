import { ChangeDetectionStrategy, Component, inject, type Injector } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialog,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';

import { Banner, CopyButton } from '@sky/ui';

/** A fresh password. */
export interface FreshPassword {
  readonly name: string;
  readonly username: string;
  readonly password: string;
}

/** Shows a new password once. Closing it by accident would lose it, so only the button closes. */
@Component({
  selector: 'portal-password-dialog',
  imports: [Banner, CopyButton, MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>New password of {{ fresh.name }}</h2>
    <mat-dialog-content>
      <ui-banner tone="warning">This is the only time it is shown. Copy it now.</ui-banner>
      <dl class="facts left">
        <dt>Username</dt>
        <dd class="mono">{{ fresh.username }}</dd>
        <dt>Password</dt>
        <dd class="row">
          <span class="mono password">{{ fresh.password }}</span><ui-copy-button [text]="fresh.password" what="password" />
        </dd>
      </dl>
    </mat-dialog-content>
    <mat-dialog-actions align="end"
      ><button matButton="filled" type="button" mat-dialog-close>I have copied it</button></mat-dialog-actions
    >
  `,
  styles: `
    .facts {
      padding: 12px 0 0;
    }
    .password {
      overflow-wrap: anywhere;
    }
  `,
})
export class PasswordDialog {
  protected readonly fresh = inject<FreshPassword>(MAT_DIALOG_DATA);
}

/** Opens the dialog; loaded only when a password was reset. */
export function openPasswordDialog(injector: Injector, data: FreshPassword): void {
  injector.get(MatDialog).open<PasswordDialog, FreshPassword>(PasswordDialog, { data, width: '440px', disableClose: true });
}
