import { ChangeDetectionStrategy, Component, DOCUMENT, inject, type Injector } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialog,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';

import type { IssuedApiKeyDto } from '@sky/api-client';
import { Banner, CopyButton } from '@sky/ui';

import { curlWith } from './scope-words';

/** Shows a new key once, with a line to try it. Closing it by accident would lose the key, so only the button closes. */
@Component({
  selector: 'portal-issued-key-dialog',
  imports: [Banner, CopyButton, MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Your key {{ issued.name }}</h2>
    <mat-dialog-content>
      <ui-banner tone="warning">This is the only time it is shown. Copy it now and keep it like a password.</ui-banner>
      <dl class="facts left">
        <dt>Key</dt>
        <dd class="row">
          <span class="mono secret">{{ issued.key }}</span><ui-copy-button [text]="issued.key" what="key" />
        </dd>
        @if (curl) {
          <dt>Try it</dt>
          <dd class="row">
            <span class="mono secret">{{ curl }}</span><ui-copy-button [text]="curl" what="command" />
          </dd>
        }
      </dl>
    </mat-dialog-content>
    <mat-dialog-actions align="end"
      ><button matButton="filled" type="button" mat-dialog-close>I have copied it</button></mat-dialog-actions
    >
  `,
  styleUrl: './key-dialog.scss',
})
export class IssuedKeyDialog {
  protected readonly issued = inject<IssuedApiKeyDto>(MAT_DIALOG_DATA);
  protected readonly curl = curlWith(this.issued.key, this.issued.scopes, inject(DOCUMENT).location.origin);
}

/** Opens the dialog; loaded only when a key was made or rotated. */
export function openIssuedKeyDialog(injector: Injector, data: IssuedApiKeyDto): void {
  injector.get(MatDialog).open<IssuedKeyDialog, IssuedApiKeyDto>(IssuedKeyDialog, { data, width: '560px', disableClose: true });
}
