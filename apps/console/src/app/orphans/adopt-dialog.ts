import { ChangeDetectionStrategy, Component, computed, inject, type Injector, resource, signal } from '@angular/core';
import { form, FormField, FormRoot, required } from '@angular/forms/signals';
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

import { adoptOrphan, Api, listPackages, type OrphanDto } from '@sky/api-client';
import { onceOnly, problemOf } from '@sky/session';
import { Field, focusFirstError, type Segment, Segments } from '@sky/ui';

const TERMS: readonly Segment[] = [
  { value: 'charged', label: 'Charged' },
  { value: 'free', label: 'Free of charge' },
];

/** Makes a server that only VirtFusion knows one of ours. */
@Component({
  selector: 'console-adopt-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle, Segments],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Take over {{ orphan.name }}</h2>
    <form [formRoot]="adoptForm">
      <mat-dialog-content>
        <div class="fields">
          <p class="note muted">
            It becomes {{ orphan.owner?.username }}’s. VirtFusion is asked whose it is before; the owner is told by mail.
          </p>
          <ui-field label="Package" for="adopt-package" [of]="adoptForm.packageId">
            <select id="adopt-package" class="input" cdkFocusInitial [formField]="adoptForm.packageId">
              <option value="">Choose</option>
              @for (plan of packages(); track plan.id) {
                <option [value]="'' + plan.id">{{ plan.name }}</option>
              }
            </select>
          </ui-field>
          <ui-segments label="What it costs" [options]="terms" [(value)]="term" />
          <p class="note muted">
            {{ term() === 'free' ? 'It never costs anything.' : 'The price of the package from now on, without a set-up fee.' }}
          </p>
        </div>
        @if (adoptForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close(undefined)">Cancel</button>
        <button
          matButton="filled"
          type="submit"
          [disabled]="adoptForm().submitting()"
          [attr.aria-busy]="adoptForm().submitting()"
        >
          Take over
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: '../users/dialogs/dialog.scss',
})
export class AdoptDialog {
  protected readonly orphan = inject<OrphanDto>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<AdoptDialog, number | undefined>>(MatDialogRef);
  private readonly api = inject(Api);
  private readonly onceKey = computed(() => {
    this.model();
    this.term();
    return crypto.randomUUID();
  });

  private readonly list = resource({ loader: () => this.api.invoke(listPackages, {}) });
  protected readonly packages = computed(() => (this.list.hasValue() ? this.list.value().data : []));
  protected readonly terms = TERMS;
  protected readonly term = signal('charged');
  protected readonly model = signal({ packageId: '' });
  protected readonly adoptForm = form(
    this.model,
    fields => required(fields.packageId, { message: 'Choose the package that it counts as.' }),
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  private async save() {
    const { owner, upstreamId } = this.orphan;
    if (owner === null) return { kind: 'rejected', message: 'Its owner in VirtFusion is nobody of ours.' };
    const body = { userId: owner.id, packageId: Number(this.model().packageId), charged: this.term() === 'charged' };
    try {
      const { id } = await this.api.invoke(adoptOrphan, { id: upstreamId, body }, onceOnly(this.onceKey()));
      this.dialog.close(id);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** Our number of the server, or undefined. Loaded only when somebody takes one over. */
export async function openAdoptDialog(injector: Injector, orphan: OrphanDto): Promise<number | undefined> {
  const dialog = injector.get(MatDialog).open<AdoptDialog, OrphanDto, number>(AdoptDialog, { data: orphan, width: '440px' });
  return firstValueFrom(dialog.afterClosed());
}
