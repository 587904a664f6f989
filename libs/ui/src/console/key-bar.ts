import { ChangeDetectionStrategy, Component, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

interface BarKey {
  readonly label: string;
  readonly name: string;
  readonly keysym: number;
  readonly code: string;
}

const CONTROL: BarKey = { label: 'Ctrl', name: 'Control', keysym: 0xffe3, code: 'ControlLeft' };
const ALT: BarKey = { label: 'Alt', name: 'Alt', keysym: 0xffe9, code: 'AltLeft' };
const KEYS: readonly BarKey[] = [
  { label: 'Esc', name: 'Escape', keysym: 0xff1b, code: 'Escape' },
  { label: 'Tab', name: 'Tab', keysym: 0xff09, code: 'Tab' },
  { label: '←', name: 'Left', keysym: 0xff51, code: 'ArrowLeft' },
  { label: '↑', name: 'Up', keysym: 0xff52, code: 'ArrowUp' },
  { label: '↓', name: 'Down', keysym: 0xff54, code: 'ArrowDown' },
  { label: '→', name: 'Right', keysym: 0xff53, code: 'ArrowRight' },
  { label: 'C', name: 'C', keysym: 0x63, code: 'KeyC' },
  { label: 'D', name: 'D', keysym: 0x64, code: 'KeyD' },
  { label: 'F2', name: 'F2', keysym: 0xffbf, code: 'F2' },
  { label: 'F10', name: 'F10', keysym: 0xffc7, code: 'F10' },
  { label: 'F12', name: 'F12', keysym: 0xffc9, code: 'F12' },
];

/** What a field does not tell as text. */
const SPECIAL: Readonly<Record<string, BarKey>> = {
  Enter: { label: 'Enter', name: 'Enter', keysym: 0xff0d, code: 'Enter' },
  Backspace: { label: '⌫', name: 'Backspace', keysym: 0xff08, code: 'Backspace' },
};

/** A key with what is held with it. */
export interface BarStroke {
  readonly keysym: number;
  readonly code: string;
  readonly held: readonly { keysym: number; code: string }[];
}

/** Keys that phones do not have. Ctrl and Alt stay down for the next key. The field beside them opens the phone's own keyboard. */
@Component({
  selector: 'ui-key-bar',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'toolbar', 'aria-label': 'Keys' },
  template: `
    <input
      class="input"
      aria-label="Type into the console"
      placeholder="Type here"
      autocapitalize="off"
      autocomplete="off"
      autocorrect="off"
      spellcheck="false"
      (input)="write($event)"
      (keydown)="special($event)"
    />
    @for (key of modifiers; track key.code) {
      <button
        matButton="outlined"
        type="button"
        [attr.aria-pressed]="held().includes(key)"
        [class.held]="held().includes(key)"
        (click)="hold(key)"
      >
        {{ key.label }}
      </button>
    }
    @for (key of keys; track key.code) {
      <button matButton="outlined" type="button" [attr.aria-label]="key.name" (click)="press(key)">{{ key.label }}</button>
    }
  `,
  styles: `
    :host {
      display: flex;
      gap: 6px;
      overflow-x: auto;
      padding: 6px 12px;
      border-top: 1px solid var(--mat-sys-outline-variant);
    }
    input {
      flex: 1 0 96px;
      min-width: 96px;
    }
    button {
      min-width: 44px;
      flex: none;
    }
    .held {
      background: var(--mat-sys-secondary-container);
    }
  `,
})
export class KeyBar {
  readonly pressed = output<BarStroke>();
  /** What a phone's own keyboard wrote. */
  readonly typed = output<string>();

  protected readonly modifiers = [CONTROL, ALT];
  protected readonly keys = KEYS;
  protected readonly held = signal<readonly BarKey[]>([]);

  protected hold(key: BarKey): void {
    this.held.update(held => (held.includes(key) ? held.filter(other => other !== key) : [...held, key]));
  }

  /** A phone's keyboard tells no keys, only what became of the field; the field is emptied each time. */
  protected write(event: Event): void {
    const field = event.target as HTMLInputElement;
    const [first = ''] = field.value;
    if (this.held().length > 0 && first)
      this.press({ label: first, name: first, keysym: first.codePointAt(0) ?? 0, code: `Key${first.toUpperCase()}` });
    else if (field.value) this.typed.emit(field.value);
    field.value = '';
  }

  protected special(event: KeyboardEvent): void {
    const key = SPECIAL[event.key];
    if (!key) return;
    event.preventDefault();
    this.press(key);
  }

  protected press({ keysym, code }: BarKey): void {
    this.pressed.emit({ keysym, code, held: this.held() });
    this.held.set([]);
  }
}
