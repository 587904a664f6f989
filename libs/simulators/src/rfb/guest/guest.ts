import { BOOTED_AFTER_MS, bootScript } from './boot-script';
import { strokeOf, type Modifier } from './keysyms';
import type { Machine } from './machine';
import { FIRMWARE_MODE } from './screen-mode';
import { Terminal } from './terminal';
import { TextScreen, type Picture } from './text-screen';

/** A simulated machine as one sees it on its screen: it boots, asks for a login and answers keys. Time is told by its owner. */
export class Guest {
  private screen = new TextScreen(FIRMWARE_MODE);
  private terminal: Terminal | undefined;
  private readonly held = new Set<Modifier>();
  private shown = 0;

  constructor(
    private readonly machine: Machine,
    private readonly now: () => number,
    private bootedAt: number,
  ) {
    this.advance();
  }

  /** Shows everything that is due by now. */
  advance(): void {
    const ranMs = this.now() - this.bootedAt;
    const script = bootScript(this.machine);
    for (let step = script[this.shown]; step && step.atMs <= ranMs; step = script[(this.shown += 1)]) {
      if (step.mode) this.screen = new TextScreen(step.mode);
      for (const [text, ink] of step.line ?? []) this.screen.write(text, ink);
      if (step.line) this.screen.write('\n');
    }
    if (ranMs >= BOOTED_AFTER_MS) this.terminal ??= this.openTerminal();
  }

  /** Milliseconds until the screen changes by itself; undefined once it will not. */
  msToNextChange(): number | undefined {
    if (this.terminal) return undefined;
    const next = bootScript(this.machine)[this.shown]?.atMs ?? BOOTED_AFTER_MS;
    return Math.max(0, this.bootedAt + next - this.now());
  }

  key(keysym: number, isDown: boolean): void {
    this.advance();
    const stroke = strokeOf(keysym);
    if (stroke.kind === 'modifier') {
      if (isDown) this.held.add(stroke.modifier);
      else this.held.delete(stroke.modifier);
      return;
    }
    if (!isDown || stroke.kind === 'other') return;
    if (stroke.kind === 'character') this.character(stroke.character);
    else if (stroke.key === 'delete') this.deleteKey();
    else if (stroke.key === 'enter') this.terminal?.enter();
    else if (stroke.key === 'backspace') this.terminal?.backspace();
  }

  /** Begins again from the firmware, as after Ctrl-Alt-Del. */
  reboot(): void {
    this.bootedAt = this.now();
    this.shown = 0;
    this.terminal = undefined;
    this.advance();
  }

  /** Nobody holds keys of a viewer that is gone. */
  releaseKeys(): void {
    this.held.clear();
  }

  picture(): Picture {
    return this.screen.picture();
  }

  lines(): string[] {
    return this.screen.lines();
  }

  private character(character: string): void {
    if (this.held.has('control')) this.terminal?.control(character.toLowerCase());
    else if (!this.held.has('alt')) this.terminal?.type(character);
  }

  private deleteKey(): void {
    if (this.held.has('control') && this.held.has('alt')) this.reboot();
  }

  private openTerminal(): Terminal {
    const { bootedAt, now } = this;
    return new Terminal(this.screen, this.machine, { now, bootedAt }, () => this.reboot());
  }
}
