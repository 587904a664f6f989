export const PIXEL_FORMAT_BYTES = 16;

/** How a client wants its pixels. */
export interface PixelFormat {
  readonly bitsPerPixel: 8 | 16 | 32;
  readonly depth: number;
  readonly isBigEndian: boolean;
  readonly max: readonly [red: number, green: number, blue: number];
  readonly shift: readonly [red: number, green: number, blue: number];
}

/** What we say we have: 32 bits, blue in the lowest byte. */
export const OWN_FORMAT: PixelFormat = {
  bitsPerPixel: 32,
  depth: 24,
  isBigEndian: false,
  max: [255, 255, 255],
  shift: [16, 8, 0],
};

/** A format from its sixteen bytes; undefined for one that cannot be served, such as a colour map. */
export function readPixelFormat(bytes: Buffer): PixelFormat | undefined {
  const bitsPerPixel = ([8, 16, 32] as const).find(known => known === bytes.readUInt8(0));
  const isTrueColour = bytes.readUInt8(3) !== 0;
  const max = [bytes.readUInt16BE(4), bytes.readUInt16BE(6), bytes.readUInt16BE(8)] as const;
  const shift = [bytes.readUInt8(10), bytes.readUInt8(11), bytes.readUInt8(12)] as const;
  if (bitsPerPixel === undefined || !isTrueColour || shift.some(bits => bits >= bitsPerPixel)) return undefined;
  return { bitsPerPixel, depth: bytes.readUInt8(1), isBigEndian: bytes.readUInt8(2) !== 0, max, shift };
}

export function writePixelFormat({ bitsPerPixel, depth, isBigEndian, max, shift }: PixelFormat): Buffer {
  const bytes = Buffer.alloc(PIXEL_FORMAT_BYTES);
  bytes.set([bitsPerPixel, depth, isBigEndian ? 1 : 0, 1]);
  max.forEach((most, index) => bytes.writeUInt16BE(most, 4 + index * 2));
  bytes.set(shift, 10);
  return bytes;
}

/** A colour as the bytes of one pixel. */
export function pixelOf(colour: readonly [number, number, number], format: PixelFormat): Buffer {
  const value = colour.reduce((sum, part, index) => {
    const most = format.max[index] ?? 0;
    return (sum | (Math.round((part * most) / 255) << (format.shift[index] ?? 0))) >>> 0;
  }, 0);
  const size = format.bitsPerPixel / 8;
  const bytes = Buffer.alloc(4);
  if (!format.isBigEndian) {
    bytes.writeUInt32LE(value);
    return bytes.subarray(0, size);
  }
  bytes.writeUInt32BE(value);
  return bytes.subarray(4 - size);
}
