import { readFileSync, renameSync, writeFileSync } from 'node:fs';

const LONGEST_WAIT_MS = 200;

/** Keeps a snapshot in a file: soon after every change, whole or not at all, so that a killed process loses next to nothing. */
export class StateFile {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly path: string,
    private readonly snapshot: () => unknown,
  ) {}

  /** What the file holds; undefined when there is none. A file that cannot be read is set aside. */
  read(): unknown {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch {
      return undefined;
    }
    try {
      return JSON.parse(text) as unknown;
    } catch {
      renameSync(this.path, `${this.path}.unreadable`);
      console.error(`The sandbox's state in ${this.path} could not be read and was set aside.`);
      return undefined;
    }
  }

  /** Writes within 200 ms, together with whatever else changes until then. */
  touch(): void {
    this.timer ??= setTimeout(() => this.write(), LONGEST_WAIT_MS);
    this.timer.unref();
  }

  /** Writes at once. */
  write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const temporary = `${this.path}.${process.pid}.tmp`;
    writeFileSync(temporary, JSON.stringify(this.snapshot()));
    renameSync(temporary, this.path);
  }
}
