import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';

import { KEYBOARD_CHOICES, type KeyboardName, type Stroke, strokesFor } from './strokes';

/** What is to be typed, and on which keyboard. */
export interface Paste {
  readonly strokes: readonly Stroke[];
  readonly keyboard: KeyboardName;
}

/** A text to be typed key by key, because a console has no clipboard. Says beforehand what the guest's keyboard cannot type. */
@Component({
  selector: 'ui-paste-dialog',
  imports: [MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 matDialogTitle>Type a text into the console</h2>
    <mat-dialog-content class="stack">
      <label for="paste-keyboard">Keyboard of the server</label>
      <select id="paste-keyboard" class="input" [value]="keyboard()" (change)="choose($event)">
        @for (choice of choices; track choice.name) {
          <option [value]="choice.name" [selected]="choice.name === keyboard()">{{ choice.label }}</option>
        }
      </select>
      <label for="paste-text">Text</label>
      <textarea
        id="paste-text"
        class="input"
        rows="8"
        spellcheck="false"
        aria-describedby="paste-note"
        [value]="text()"
        (input)="write($event)"
      ></textarea>
      <div id="paste-note" aria-live="polite">
        @if (missing().length > 0) {
          <p class="field-error">
            This keyboard has no {{ missing().join(' ') }}. {{ missing().length === 1 ? 'It is' : 'They are' }} left out.
          </p>
        } @else {
          <p class="hint">It is typed key by key, as if by hand. A line break presses Enter.</p>
        }
      </div>
    </mat-dialog-content>
    <mat-dialog-actions>
      <button matButton="outlined" type="button" (click)="dialog.close()">Cancel</button>
      <button matButton="filled" type="button" [disabled]="paste().strokes.length === 0" (click)="type()">Type text</button>
    </mat-dialog-actions>
  `,
  styles: `
    label {
      font: 500 12px/16px var(--font-sans);
    }
    .stack {
      gap: 6px;
    }
    textarea {
      height: auto;
      padding: 8px 10px;
      font-family: var(--font-mono);
      resize: vertical;
    }
  `,
})
export class PasteDialog {
  protected readonly dialog = inject<MatDialogRef<PasteDialog, Paste>>(MatDialogRef);
  protected readonly choices = KEYBOARD_CHOICES;
  protected readonly keyboard = signal(inject<KeyboardName>(MAT_DIALOG_DATA));
  protected readonly text = signal('');
  protected readonly paste = computed(() => strokesFor(this.text(), this.keyboard()));
  protected readonly missing = computed(() => this.paste().missing);

  protected choose(event: Event): void {
    this.keyboard.set((event.target as HTMLSelectElement).value as KeyboardName);
  }

  protected write(event: Event): void {
    this.text.set((event.target as HTMLTextAreaElement).value);
    this.dialog.disableClose = this.text() !== '';
  }

  protected type(): void {
    this.dialog.close({ strokes: this.paste().strokes, keyboard: this.keyboard() });
  }
}
