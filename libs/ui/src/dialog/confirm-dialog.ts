import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';

import type { ConfirmQuestion } from './confirm-question';

/** Asks before something that interrupts, costs or destroys; the last kind also wants the name typed. */
@Component({
  selector: 'ui-confirm-dialog',
  imports: [MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './confirm-dialog.html',
  styleUrl: './confirm-dialog.scss',
})
export class ConfirmDialog {
  protected readonly question = inject<ConfirmQuestion>(MAT_DIALOG_DATA);
  private readonly dialog = inject<MatDialogRef<ConfirmDialog, boolean>>(MatDialogRef);

  protected readonly typed = signal('');
  protected readonly busy = signal(false);
  protected readonly problem = signal('');
  protected readonly ready = computed(() => !this.question.typed || this.typed() === this.question.typed);

  protected type(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value);
    // Esc must not throw away what somebody is typing.
    this.dialog.disableClose = this.typed() !== '';
  }

  protected keep(): void {
    this.dialog.close(false);
  }

  protected async confirm(): Promise<void> {
    if (!this.ready() || this.busy()) return;
    this.busy.set(true);
    this.problem.set('');
    const problem = await this.question.act();
    this.busy.set(false);
    if (problem) this.problem.set(problem);
    else this.dialog.close(true);
  }
}
