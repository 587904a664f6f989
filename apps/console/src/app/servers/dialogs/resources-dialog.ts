import { ChangeDetectionStrategy, Component, inject, type Injector, signal } from '@angular/core';
import { form, FormField, FormRoot, max, min, required } from '@angular/forms/signals';
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

import { Api, type ChangeResourcesDto, changeServerResources, type UpstreamSizeDto } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

const MOST_MEMORY = 2_097_152;
const MOST_TRAFFIC = 999_999_999;

/** Whose size it is, and what it is now. */
export interface SizedServer {
  readonly id: number;
  readonly name: string;
  readonly size: Pick<UpstreamSizeDto, 'memoryMb' | 'cpuCores' | 'trafficGb' | 'throttlePercent'>;
}

/** Changes memory, cores, traffic and throttle of one server, beside its package and price. */
@Component({
  selector: 'console-resources-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Resources of {{ server.name }}</h2>
    <form [formRoot]="sizeForm">
      <mat-dialog-content>
        <div class="fields">
          <p class="note muted">The price stays. Memory and cores take effect when the server is started the next time.</p>
          <ui-field label="Memory, in MB" for="size-memory" [of]="sizeForm.memoryMb">
            <input
              id="size-memory"
              class="input tabular"
              type="number"
              step="256"
              cdkFocusInitial
              [formField]="sizeForm.memoryMb"
            />
          </ui-field>
          <ui-field label="Cores" for="size-cores" [of]="sizeForm.cpuCores">
            <input id="size-cores" class="input tabular" type="number" [formField]="sizeForm.cpuCores" />
          </ui-field>
          <ui-field label="Traffic of a period, in GB" for="size-traffic" hint="0 is unlimited" [of]="sizeForm.trafficGb">
            <input id="size-traffic" class="input tabular" type="number" [formField]="sizeForm.trafficGb" />
          </ui-field>
          <ui-field
            label="Processor held back, in percent"
            for="size-throttle"
            hint="0 is full speed; takes effect at once"
            [of]="sizeForm.throttlePercent"
          >
            <input id="size-throttle" class="input tabular" type="number" [formField]="sizeForm.throttlePercent" />
          </ui-field>
        </div>
        @if (sizeForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close(false)">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="sizeForm().submitting()" [attr.aria-busy]="sizeForm().submitting()">
          Change
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: '../../users/dialogs/dialog.scss',
})
export class ResourcesDialog {
  protected readonly server = inject<SizedServer>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<ResourcesDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);

  protected readonly model = signal(sizeOf(this.server));
  protected readonly sizeForm = form(
    this.model,
    fields => {
      for (const field of [fields.memoryMb, fields.cpuCores, fields.trafficGb, fields.throttlePercent])
        required(field, { message: 'Enter a whole number.' });
      min(fields.memoryMb, 256, { message: 'A server has at least 256 MB.' });
      max(fields.memoryMb, MOST_MEMORY, { message: 'That is more than VirtFusion takes.' });
      min(fields.cpuCores, 1, { message: 'A server has at least one core.' });
      max(fields.cpuCores, 600, { message: 'A server has at most 600 cores.' });
      min(fields.trafficGb, 0, { message: 'Enter 0 or more.' });
      max(fields.trafficGb, MOST_TRAFFIC, { message: 'That is more than VirtFusion takes.' });
      min(fields.throttlePercent, 0, { message: 'Enter 0 to 99.' });
      max(fields.throttlePercent, 99, { message: 'Enter 0 to 99.' });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  /** Only what differs is sent, so that nothing else is set anew. */
  private async save() {
    const before = sizeOf(this.server);
    const changed = Object.entries(this.model()).filter(([name, value]) => before[name as keyof typeof before] !== value);
    if (changed.length === 0) return { kind: 'rejected', message: 'Nothing is changed.' };
    try {
      await this.api.invoke(changeServerResources, {
        id: this.server.id,
        body: Object.fromEntries(changed) as ChangeResourcesDto,
      });
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

function sizeOf({ size: { memoryMb, cpuCores, trafficGb, throttlePercent } }: SizedServer) {
  return { memoryMb, cpuCores, trafficGb, throttlePercent };
}

/** True when something was changed. Loaded only when somebody changes it. */
export async function openResourcesDialog(injector: Injector, server: SizedServer): Promise<boolean> {
  const dialog = injector
    .get(MatDialog)
    .open<ResourcesDialog, SizedServer, boolean>(ResourcesDialog, { data: server, width: '440px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
