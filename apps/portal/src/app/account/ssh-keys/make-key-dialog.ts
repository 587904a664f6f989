import { ChangeDetectionStrategy, Component, inject, type Injector, resource, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatDialog, MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

import { addSshKey, Api, type SshKeyDto } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Banner, Field, focusFirstError, saveAs } from '@sky/ui';

import { canMakePair, fileNameOf, makePair } from './key-pair';

/** What was made: the key that is kept here, and the private one until the dialog closes. */
interface Made {
  readonly key: SshKeyDto;
  readonly privateKey: string;
  readonly file: string;
}

/** Makes an ed25519 pair in the browser: the public key is kept, the private one offered as a file and then forgotten. */
@Component({
  selector: 'portal-make-key-dialog',
  imports: [Banner, Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './make-key-dialog.html',
  styleUrl: '../api-keys/key-dialog.scss',
})
export class MakeKeyDialog {
  private readonly api = inject(Api);
  private readonly dialog = inject<MatDialogRef<MakeKeyDialog, SshKeyDto>>(MatDialogRef);

  protected readonly ability = resource({ loader: () => canMakePair() });
  protected readonly made = signal<Made | undefined>(undefined);
  protected readonly isSaved = signal(false);
  protected readonly model = signal({ name: '' });
  protected readonly keyForm = form(
    this.model,
    fields => {
      required(fields.name, { message: 'Give the key a name.' });
      maxLength(fields.name, 100, { message: 'Keep the name under 100 characters.' });
    },
    { submission: { action: () => this.make(), onInvalid: focusFirstError } },
  );

  protected save({ privateKey, file }: Made): void {
    saveAs(new Blob([privateKey], { type: 'application/octet-stream' }), file);
    this.isSaved.set(true);
  }

  protected close(): void {
    this.dialog.close(this.made()?.key);
  }

  private async make() {
    const name = this.model().name.trim();
    try {
      const { publicKey, privateKey } = await makePair(name);
      const key = await this.api.invoke(addSshKey, { body: { name, publicKey } });
      this.made.set({ key, privateKey, file: fileNameOf(name) });
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** The key that was made, or undefined. Closing it by accident would lose the private key, so only its buttons close it. */
export function openMakeKeyDialog(injector: Injector): Promise<SshKeyDto | undefined> {
  const dialog = injector
    .get(MatDialog)
    .open<MakeKeyDialog, never, SshKeyDto>(MakeKeyDialog, { width: '560px', disableClose: true });
  return firstValueFrom(dialog.afterClosed());
}
