import { INK, type Ink } from './palette';
import type { ScreenMode } from './screen-mode';

const INK_SHIFT = 21;
const CURSOR_BIT = 0x0100_0000;
const CODE_POINT = 0x1f_ffff;
const BLANK = 0x20 | (INK.grey << INK_SHIFT);
const TAB_WIDTH = 8;

/** What is on a screen at one moment: a number for each character, row by row. Two equal numbers look alike. */
export interface Picture {
  readonly mode: ScreenMode;
  readonly cells: Uint32Array;
}

/** The parts of a cell's number. */
export function readCell(cell: number): { codePoint: number; ink: number; isCursor: boolean } {
  return { codePoint: cell & CODE_POINT, ink: (cell >> INK_SHIFT) & 7, isCursor: (cell & CURSOR_BIT) !== 0 };
}

/** A terminal's grid of characters with a steady cursor; text wraps at the edge and scrolls at the foot. */
export class TextScreen {
  private cells: Uint32Array;
  private column = 0;
  private row = 0;

  constructor(readonly mode: ScreenMode) {
    this.cells = new Uint32Array(mode.columns * mode.rows).fill(BLANK);
  }

  write(text: string, ink: Ink = INK.grey): void {
    for (const character of text) this.put(character, ink);
  }

  writeLine(text: string, ink: Ink = INK.grey): void {
    this.write(`${text}\n`, ink);
  }

  /** Takes the last character away, across the edge too. */
  erase(): void {
    if (this.column === 0 && this.row === 0) return;
    this.column -= 1;
    if (this.column < 0) {
      this.column = this.mode.columns - 1;
      this.row -= 1;
    }
    this.cells[this.row * this.mode.columns + this.column] = BLANK;
  }

  clear(): void {
    this.cells.fill(BLANK);
    this.column = 0;
    this.row = 0;
  }

  picture(): Picture {
    const cells = this.cells.slice();
    const at = this.row * this.mode.columns + this.column;
    cells[at] = (cells[at] ?? BLANK) | CURSOR_BIT;
    return { mode: this.mode, cells };
  }

  /** The text down to the cursor's line, without what is blank at the ends. */
  lines(): string[] {
    const { columns } = this.mode;
    return Array.from({ length: this.row + 1 }, (_, row) => {
      const cells = [...this.cells.subarray(row * columns, (row + 1) * columns)];
      return String.fromCodePoint(...cells.map(cell => readCell(cell).codePoint)).trimEnd();
    });
  }

  private put(character: string, ink: Ink): void {
    if (character === '\n') return this.nextLine();
    if (character === '\t') return this.write(' '.repeat(TAB_WIDTH - (this.column % TAB_WIDTH)), ink);
    this.cells[this.row * this.mode.columns + this.column] = (character.codePointAt(0) ?? 0x20) | (ink << INK_SHIFT);
    this.column += 1;
    if (this.column === this.mode.columns) this.nextLine();
  }

  private nextLine(): void {
    const { columns, rows } = this.mode;
    this.column = 0;
    if (this.row < rows - 1) {
      this.row += 1;
      return;
    }
    this.cells.copyWithin(0, columns);
    this.cells.fill(BLANK, columns * (rows - 1));
  }
}
