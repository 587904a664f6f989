import { GLYPH_HEIGHT } from '../guest/glyphs';
import { paint, type Area } from '../guest/paint';
import { PALETTE } from '../guest/palette';
import type { Picture } from '../guest/text-screen';
import { ENCODING, encodeHextile, encodeRaw } from './encodings';
import { u16, u32 } from './handshake';
import { OWN_FORMAT, pixelOf, type PixelFormat } from './pixel-format';

/** A wish for pixels: of an area, whole or only what changed. */
interface Wish {
  readonly isIncremental: boolean;
  readonly area: Area;
}

/** No character looks like this. */
const NEVER_SEEN = 0xffff_ffff;

type Size = Pick<Area, 'width' | 'height'>;

/** What one client has seen and wants to see. Updates are made only when they are asked for, and hold only what differs. */
export class Updates {
  private pixels = pixelsIn(OWN_FORMAT);
  private encodings: readonly number[] = [];
  private wish: Wish | undefined;
  private seen: Picture | undefined;

  /** `size` is what the client was told in ServerInit. */
  constructor(private size: Size) {}

  setFormat(format: PixelFormat): void {
    this.pixels = pixelsIn(format);
    this.seen = undefined;
  }

  setEncodings(encodings: readonly number[]): void {
    this.encodings = encodings;
  }

  /** Wishes that were not answered yet become one that holds them all. */
  ask({ isIncremental, area }: Wish): void {
    const before = this.wish;
    this.wish = before
      ? { isIncremental: isIncremental && before.isIncremental, area: around(before.area, area) }
      : { isIncremental, area };
  }

  /** The message that answers the open wish; undefined while there is none, or nothing new for it. */
  answer(picture: Picture): Buffer | undefined {
    const { wish } = this;
    if (!wish) return undefined;
    const { width, height } = picture.mode;
    if (this.canResize && (width !== this.size.width || height !== this.size.height)) {
      this.size = { width, height };
      this.seen = undefined;
      return this.finish([rectangle({ x: 0, y: 0, width, height }, ENCODING.desktopSize, Buffer.alloc(0))]);
    }
    const wanted = within(wish.area, this.size);
    const areas = wish.isIncremental ? this.changes(picture).flatMap(area => overlap(area, wanted)) : overlap(wanted, wanted);
    if (areas.length === 0 && wish.isIncremental) return undefined;
    this.remember(picture, wanted);
    return this.finish(areas.map(area => this.encode(picture, area)));
  }

  private get canResize(): boolean {
    return this.encodings.includes(ENCODING.desktopSize);
  }

  private finish(rectangles: readonly Buffer[]): Buffer {
    this.wish = undefined;
    return Buffer.concat([Buffer.of(0, 0), u16(rectangles.length), ...rectangles]);
  }

  /** Only characters that lie in the area as a whole count as seen. */
  private remember(picture: Picture, area: Area): void {
    if (area.width === this.size.width && area.height === this.size.height) {
      this.seen = picture;
      return;
    }
    const { columns, rows, cellWidth } = picture.mode;
    const cells = this.seen?.mode === picture.mode ? this.seen.cells.slice() : new Uint32Array(columns * rows).fill(NEVER_SEEN);
    const [left, right] = [Math.ceil(area.x / cellWidth), Math.floor((area.x + area.width) / cellWidth)];
    const foot = Math.min(rows, Math.floor((area.y + area.height) / GLYPH_HEIGHT));
    for (let row = Math.ceil(area.y / GLYPH_HEIGHT); row < foot; row += 1) {
      const start = row * columns;
      cells.set(picture.cells.subarray(start + left, start + Math.max(left, Math.min(right, columns))), start + left);
    }
    this.seen = { mode: picture.mode, cells };
  }

  /** One area a line of text, from the first to the last character that differs from what the client has seen. */
  private changes(picture: Picture): Area[] {
    const { seen } = this;
    if (seen?.mode !== picture.mode) return [{ x: 0, y: 0, ...this.size }];
    const { columns, rows, cellWidth } = picture.mode;
    const areas: Area[] = [];
    for (let row = 0; row < rows; row += 1) {
      const differs = (column: number) => picture.cells[row * columns + column] !== seen.cells[row * columns + column];
      let first = 0;
      while (first < columns && !differs(first)) first += 1;
      if (first === columns) continue;
      let last = columns - 1;
      while (!differs(last)) last -= 1;
      areas.push({ x: first * cellWidth, y: row * GLYPH_HEIGHT, width: (last - first + 1) * cellWidth, height: GLYPH_HEIGHT });
    }
    return areas;
  }

  private encode(picture: Picture, area: Area): Buffer {
    const inks = paint(picture, area);
    const encoding = this.encodings.find(known => known === ENCODING.hextile || known === ENCODING.raw) ?? ENCODING.raw;
    const bytes = encoding === ENCODING.hextile ? encodeHextile(inks, area, this.pixels) : encodeRaw(inks, this.pixels);
    return rectangle(area, encoding, bytes);
  }
}

function pixelsIn(format: PixelFormat): Buffer[] {
  return PALETTE.map(colour => pixelOf(colour, format));
}

function rectangle({ x, y, width, height }: Area, encoding: number, bytes: Buffer): Buffer {
  return Buffer.concat([u16(x), u16(y), u16(width), u16(height), u32(encoding), bytes]);
}

function within(area: Area, size: Size): Area {
  return overlap(area, { x: 0, y: 0, ...size })[0] ?? { x: 0, y: 0, width: 0, height: 0 };
}

/** The least area that holds both. */
function around(one: Area, other: Area): Area {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  const width = Math.max(one.x + one.width, other.x + other.width) - x;
  const height = Math.max(one.y + one.height, other.y + other.height) - y;
  return { x, y, width, height };
}

/** What two areas share, or nothing. */
function overlap(one: Area, other: Area): Area[] {
  const x = Math.max(one.x, other.x);
  const y = Math.max(one.y, other.y);
  const width = Math.min(one.x + one.width, other.x + other.width) - x;
  const height = Math.min(one.y + one.height, other.y + other.height) - y;
  return width > 0 && height > 0 ? [{ x, y, width, height }] : [];
}
