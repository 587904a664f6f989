import { GLYPH_HEIGHT } from './glyphs';

/** A resolution of the guest and the grid of characters in it. */
export interface ScreenMode {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  readonly cellWidth: number;
}

function modeOf(width: number, height: number, cellWidth: number): ScreenMode {
  return { width, height, cellWidth, columns: Math.floor(width / cellWidth), rows: Math.floor(height / GLYPH_HEIGHT) };
}

/** What the firmware sets: 80 by 25 characters. */
export const FIRMWARE_MODE = modeOf(720, 400, 9);
/** What the system's kernel sets: 100 by 37 characters. */
export const CONSOLE_MODE = modeOf(800, 600, 8);
