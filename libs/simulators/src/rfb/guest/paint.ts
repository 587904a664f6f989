import { GLYPH_HEIGHT, glyphOf } from './glyphs';
import { INK } from './palette';
import { readCell, type Picture } from './text-screen';

/** A rectangle of pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The inks of an area's pixels, row by row. Outside the guest's screen it is black. */
export function paint(picture: Picture, area: Area): Uint8Array {
  const { columns, rows, cellWidth } = picture.mode;
  const pixels = new Uint8Array(area.width * area.height);
  const lastColumn = Math.min(columns, Math.ceil((area.x + area.width) / cellWidth));
  const lastRow = Math.min(rows, Math.ceil((area.y + area.height) / GLYPH_HEIGHT));
  for (let row = Math.floor(area.y / GLYPH_HEIGHT); row < lastRow; row += 1) {
    for (let column = Math.floor(area.x / cellWidth); column < lastColumn; column += 1) {
      paintCell(pixels, area, picture.cells[row * columns + column] ?? 0, column * cellWidth, row * GLYPH_HEIGHT, cellWidth);
    }
  }
  return pixels;
}

function paintCell(pixels: Uint8Array, area: Area, cell: number, left: number, top: number, cellWidth: number): void {
  const { codePoint, ink, isCursor } = readCell(cell);
  const [front, back] = isCursor ? [INK.black, ink] : [ink, INK.black];
  const glyph = glyphOf(codePoint);
  const fromX = Math.max(left, area.x);
  const toX = Math.min(left + cellWidth, area.x + area.width);
  const fromY = Math.max(top, area.y);
  const toY = Math.min(top + GLYPH_HEIGHT, area.y + area.height);
  for (let y = fromY; y < toY; y += 1) {
    const bits = glyph[y - top] ?? 0;
    const start = (y - area.y) * area.width - area.x;
    for (let x = fromX; x < toX; x += 1) pixels[start + x] = (bits & (0x80 >> (x - left))) === 0 ? back : front;
  }
}
