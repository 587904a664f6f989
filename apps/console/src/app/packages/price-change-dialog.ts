import { ChangeDetectionStrategy, Component, computed, inject, type Injector, resource, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, required, validate } from '@angular/forms/signals';
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

import { Api, listOldPrices, type PackageDto, schedulePriceChange } from '@sky/api-client';
import { onceOnly, problemOf } from '@sky/session';
import { EmptyState, Failure, Field, focusFirstError, Moment, MoneyPipe, SkeletonRows } from '@sky/ui';

const DAY_MS = 86_400_000;

/** Sets today's price for servers that run at an older one: who is concerned, from when, and why. Their owners are told. */
@Component({
  selector: 'console-price-change-dialog',
  imports: [
    EmptyState,
    Failure,
    Field,
    FormField,
    FormRoot,
    MatButton,
    MatDialogActions,
    MatDialogContent,
    MatDialogTitle,
    Moment,
    MoneyPipe,
    SkeletonRows,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './price-change-dialog.html',
  styleUrl: './price-dialog.scss',
})
export class PriceChangeDialog {
  private readonly api = inject(Api);
  private readonly dialog = inject<MatDialogRef<PriceChangeDialog, boolean>>(MatDialogRef);
  private readonly key = crypto.randomUUID();

  protected readonly one = inject<PackageDto>(MAT_DIALOG_DATA);
  protected readonly old = resource({ loader: () => this.api.invoke(listOldPrices, { id: this.one.id }) });
  protected readonly servers = computed(() => (this.old.hasValue() ? this.old.value().data : []));
  protected readonly problem = computed(() => problemOf(this.old.error()));
  protected readonly earliestAt = computed(() => (this.old.hasValue() ? this.old.value().earliestAt : undefined));
  /** The first whole day (UTC) that leaves enough notice. */
  protected readonly earliestDay = computed(() => {
    const at = this.earliestAt();
    return at ? new Date(Date.parse(at) + DAY_MS).toISOString().slice(0, 10) : '';
  });
  protected readonly left = signal<ReadonlySet<number>>(new Set());
  protected readonly chosen = computed(() => this.servers().filter(({ serverId }) => !this.left().has(serverId)));

  protected readonly model = signal({ day: '', reason: '' });
  protected readonly changeForm = form(
    this.model,
    fields => {
      validate(fields.day, ({ value }) =>
        value() === '' || value() >= this.earliestDay()
          ? undefined
          : { kind: 'day', message: `Leave it empty, or choose ${this.earliestDay()} or later.` },
      );
      required(fields.reason, { message: 'Say why.' });
      maxLength(fields.reason, 200, { message: 'Keep the reason under 200 characters.' });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  protected toggle(serverId: number): void {
    const left = new Set(this.left());
    if (!left.delete(serverId)) left.add(serverId);
    this.left.set(left);
  }

  protected close(): void {
    this.dialog.close(false);
  }

  private async save() {
    const { day, reason } = this.model();
    const serverIds = this.left().size > 0 ? this.chosen().map(({ serverId }) => serverId) : undefined;
    try {
      await this.api.invoke(
        schedulePriceChange,
        {
          id: this.one.id,
          body: {
            effectiveAt: `${day || this.earliestDay()}T00:00:00.000Z`,
            reason: reason.trim(),
            ...(serverIds && { serverIds }),
          },
        },
        onceOnly(this.key),
      );
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** True when a change was announced. Loaded only when somebody does. */
export async function openPriceChangeDialog(injector: Injector, one: PackageDto): Promise<boolean> {
  const dialog = injector
    .get(MatDialog)
    .open<PriceChangeDialog, PackageDto, boolean>(PriceChangeDialog, { data: one, width: '640px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
