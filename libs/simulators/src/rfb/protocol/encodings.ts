import type { Area } from '../guest/paint';

export const ENCODING = { raw: 0, hextile: 5, desktopSize: -223 } as const;

const TILE = 16;
const RAW_TILE = 1;
const BACKGROUND = 2;
const FOREGROUND = 4;
const SUBRECTANGLES = 8;
const MOST_RUNS = 255;

/** Pixels as they are. `inks` are indices into `pixels`, which has the bytes of each colour. */
export function encodeRaw(inks: Uint8Array, pixels: readonly Buffer[]): Buffer {
  // Whole pixels at a time; byte by byte a full screen would take ten times as long.
  if (pixels[0]?.length === 1) return inWords(inks, new Uint8Array(inks.length), pixels);
  if (pixels[0]?.length === 2) return inWords(inks, new Uint16Array(inks.length), pixels);
  return inWords(inks, new Uint32Array(inks.length), pixels);
}

function inWords(inks: Uint8Array, words: Uint8Array | Uint16Array | Uint32Array, pixels: readonly Buffer[]): Buffer {
  const colours = pixels.map(bytes => bytes.readUIntLE(0, bytes.length));
  for (let index = 0; index < inks.length; index += 1) words[index] = colours[inks[index] ?? 0] ?? 0;
  return Buffer.from(words.buffer);
}

/** Tiles of 16 by 16: one of a single colour is a few bytes, one of two colours a list of runs, any other raw. */
export function encodeHextile(
  inks: Uint8Array,
  { width, height }: Pick<Area, 'width' | 'height'>,
  pixels: readonly Buffer[],
): Buffer {
  const tiles: Buffer[] = [];
  for (let top = 0; top < height; top += TILE) {
    for (let left = 0; left < width; left += TILE) {
      tiles.push(tileOf(cut(inks, width, left, top, Math.min(TILE, width - left), Math.min(TILE, height - top)), pixels));
    }
  }
  return Buffer.concat(tiles);
}

interface Tile {
  readonly inks: Uint8Array;
  readonly width: number;
}

function cut(inks: Uint8Array, stride: number, left: number, top: number, width: number, height: number): Tile {
  const tile = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const from = (top + y) * stride + left;
    tile.set(inks.subarray(from, from + width), y * width);
  }
  return { inks: tile, width };
}

function tileOf(tile: Tile, pixels: readonly Buffer[]): Buffer {
  const [back = 0, front, ...more] = inksByCount(tile.inks);
  const background = pixels[back] ?? Buffer.alloc(0);
  if (front === undefined) return Buffer.concat([Buffer.of(BACKGROUND), background]);
  const runs = more.length === 0 ? runsOf(tile, front) : [];
  const isSmall = runs.length > 0 && runs.length <= MOST_RUNS * 2 && runs.length < tile.inks.length * background.length;
  if (!isSmall) return Buffer.concat([Buffer.of(RAW_TILE), encodeRaw(tile.inks, pixels)]);
  const head = Buffer.of(BACKGROUND | FOREGROUND | SUBRECTANGLES);
  return Buffer.concat([head, background, pixels[front] ?? Buffer.alloc(0), Buffer.of(runs.length / 2), Buffer.from(runs)]);
}

function inksByCount(inks: Uint8Array): number[] {
  const counts = new Map<number, number>();
  for (const ink of inks) counts.set(ink, (counts.get(ink) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([ink]) => ink);
}

/** Horizontal runs of an ink, two bytes each: where, and how wide (less one) in the high half. */
function runsOf({ inks, width }: Tile, ink: number): number[] {
  const runs: number[] = [];
  for (let at = 0; at < inks.length; at += 1) {
    if (inks[at] !== ink) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    let length = 1;
    while (x + length < width && inks[at + length] === ink) length += 1;
    runs.push((x << 4) | y, (length - 1) << 4);
    at += length - 1;
  }
  return runs;
}
