import { inflateSync } from 'node:zlib';

const PREFIX = 'data:image/png;base64,';
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const LONGEST_SIDE = 1_024;
const LARGEST_BYTES = 48_000;
/** Samples of a pixel by the colour type of a PNG: grey, RGB, palette, grey and alpha, RGB and alpha. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** The image of a logo setting as bytes; null when there is none. */
export function logoBytes(value: string): Buffer | null {
  return value.startsWith(PREFIX) ? Buffer.from(value.slice(PREFIX.length), 'base64') : null;
}

/**
 * Whether a value is a PNG that documents can show: small, 8 bits a sample, not interlaced, and whole. It is decoded here, because
 * one that breaks while a receipt is written would break the receipt.
 */
export function isLogo(value: string): boolean {
  if (value === '') return true;
  const bytes = logoBytes(value);
  if (!bytes || bytes.length > LARGEST_BYTES || !bytes.subarray(0, 8).equals(SIGNATURE)) return false;
  try {
    return isWhole(bytes);
  } catch {
    return false;
  }
}

function isWhole(bytes: Buffer): boolean {
  const parts = chunksOf(bytes);
  const header = parts.find(({ type }) => type === 'IHDR')?.data;
  if (header?.length !== 13 || parts.at(-1)?.type !== 'IEND') return false;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth, colour, compression, filter, interlace] = header.subarray(8);
  const samples = SAMPLES[colour ?? -1];
  if (samples === undefined || depth !== 8 || compression !== 0 || filter !== 0 || interlace !== 0) return false;
  if (width < 1 || height < 1 || width > LONGEST_SIDE || height > LONGEST_SIDE) return false;
  if (colour === 3 && !parts.some(({ type }) => type === 'PLTE')) return false;
  const expected = (1 + width * samples) * height;
  const data = Buffer.concat(parts.filter(({ type }) => type === 'IDAT').map(part => part.data));
  return inflateSync(data, { maxOutputLength: expected + 1 }).length === expected;
}

function chunksOf(bytes: Buffer): { type: string; data: Buffer }[] {
  const chunks = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}
