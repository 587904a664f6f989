import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';

import type { NameQuestion } from './account-words';

/** Asks for one line of text, and stays open with the reason when it was refused. */
@Component({
  selector: 'ui-name-dialog',
  imports: [MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ question.title }}</h2>
    <form (submit)="$event.preventDefault(); confirm()">
      <mat-dialog-content>
        <div>
          <label for="asked-name">{{ question.label }}</label>
          <input
            id="asked-name"
            class="input"
            autocomplete="off"
            maxlength="60"
            cdkFocusInitial
            aria-describedby="asked-name-note"
            [value]="name()"
            [attr.aria-invalid]="problem() !== ''"
            (input)="type($event)"
          />
          <div id="asked-name-note">
            @if (problem()) {
              <p class="field-error" role="alert">{{ problem() }}</p>
            } @else if (question.hint) {
              <p class="hint">{{ question.hint }}</p>
            }
          </div>
        </div>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close(false)">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="busy()" [attr.aria-busy]="busy()">{{ question.confirm }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: './dialog.scss',
  styles: `
    label {
      display: block;
      margin-bottom: 6px;
      font: 500 12px/16px var(--font-sans);
    }
  `,
})
export class NameDialog {
  protected readonly question = inject<NameQuestion>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<NameDialog, boolean>>(MatDialogRef);

  protected readonly name = signal(this.question.value ?? '');
  protected readonly busy = signal(false);
  protected readonly problem = signal('');

  protected type(event: Event): void {
    this.name.set((event.target as HTMLInputElement).value);
  }

  protected async confirm(): Promise<void> {
    if (this.busy()) return;
    const name = this.name().trim();
    if (name === '') return this.problem.set('Enter a name.');
    this.busy.set(true);
    this.problem.set('');
    const problem = await this.question.act(name);
    this.busy.set(false);
    if (problem) this.problem.set(problem);
    else this.dialog.close(true);
  }
}
