import { GLYPH_SHAPES, MARK_SHAPES, UNKNOWN_SHAPE } from './glyph-shapes';

export const GLYPH_HEIGHT = 16;
const COLUMNS = 5;
/** Pixel rows that each row of a shape takes: strokes at the top, the middle and the foot are two thick. */
const ROW_HEIGHTS = [2, 1, 1, 2, 1, 1, 2, 1, 2];
const TOP_MARGIN = 2;

const drawn = new Map<number, Uint8Array>();

/** The picture of a character: sixteen rows of eight pixels, the leftmost in the highest bit. */
export function glyphOf(codePoint: number): Uint8Array {
  let glyph = drawn.get(codePoint);
  if (!glyph) drawn.set(codePoint, (glyph = draw(String.fromCodePoint(codePoint))));
  return glyph;
}

function draw(character: string): Uint8Array {
  const shape = GLYPH_SHAPES[character];
  if (shape !== undefined) return stretch(rowsOf(shape));
  const [letter = '', mark = ''] = character.normalize('NFD');
  const [base, over] = [GLYPH_SHAPES[letter === 'i' ? 'l' : letter], MARK_SHAPES[mark]];
  return base === undefined || over === undefined ? stretch(rowsOf(UNKNOWN_SHAPE)) : marked(rowsOf(base), rowsOf(over), letter);
}

/** A small letter has room for its mark in its own rows; over a capital the mark takes the margin. */
function marked(base: number[], over: number[], letter: string): Uint8Array {
  if (/[a-z]/.test(letter)) return stretch([over[0] ?? 0, over[1] ?? 0, ...base.slice(2)]);
  const glyph = stretch(base);
  over.forEach((row, index) => (glyph[index] = widen(row)));
  return glyph;
}

function rowsOf(shape: string): number[] {
  return Array.from({ length: shape.length / 2 }, (_, row) => Number.parseInt(shape.slice(row * 2, row * 2 + 2), 16));
}

function stretch(rows: readonly number[]): Uint8Array {
  const glyph = new Uint8Array(GLYPH_HEIGHT);
  let y = TOP_MARGIN;
  rows.forEach((row, index) => {
    for (let count = ROW_HEIGHTS[index] ?? 0; count > 0; count -= 1) glyph[y++] = widen(row);
  });
  return glyph;
}

/** Puts five columns into eight and makes a stroke two pixels wide where the gap to the next one leaves room. */
function widen(row: number): number {
  const isSet = (column: number) => column < COLUMNS && (row & (0x10 >> column)) !== 0;
  let bits = 0;
  for (let column = 0; column < COLUMNS; column += 1) {
    if (!isSet(column)) continue;
    bits |= 0x40 >> column;
    if (!isSet(column + 2)) bits |= 0x20 >> column;
  }
  return bits;
}
