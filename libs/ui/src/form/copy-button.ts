import { Clipboard } from '@angular/cdk/clipboard';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';

import { Icon } from '../icon/icon';

/** Copies a text; the drawing turns to a tick for a moment, and the word is announced. */
@Component({
  selector: 'ui-copy-button',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button type="button" [attr.aria-label]="label()" [title]="label()" (click)="copy()">
      <ui-icon [name]="copied() ? 'check' : 'copy'" [size]="16" />
    </button>
    <span class="spoken" role="status">{{ copied() ? 'Copied' : '' }}</span>
  `,
  styles: `
    button {
      display: inline-grid;
      place-items: center;
      width: 28px;
      height: 28px;
      border: 0;
      border-radius: var(--radius-sm);
      background: none;
      color: var(--mat-sys-on-surface-variant);
      cursor: pointer;
    }
    button:hover {
      background: var(--hover);
    }
    @media (max-width: 719px) {
      button {
        width: 44px;
        height: 44px;
      }
    }
  `,
})
export class CopyButton {
  readonly text = input.required<string>();
  /** What is copied, in words: "address". */
  readonly what = input('');

  private readonly clipboard = inject(Clipboard);
  protected readonly copied = signal(false);
  protected readonly label = computed(() => (this.copied() ? 'Copied' : `Copy ${this.what() || this.text()}`));

  protected copy(): void {
    if (!this.clipboard.copy(this.text())) return;
    this.copied.set(true);
    setTimeout(() => this.copied.set(false), 1_500);
  }
}
