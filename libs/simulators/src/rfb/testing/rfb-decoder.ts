const TILE = 16;

/** Reads the bytes that a test's client received, in order. */
export type Reader = (count: number) => Promise<Buffer>;

/** A client's picture: pixel values as they came, in the format that was asked for. */
export class Framebuffer {
  pixels: Uint32Array;

  constructor(
    public width: number,
    public height: number,
  ) {
    this.pixels = new Uint32Array(width * height);
  }

  resize(width: number, height: number): void {
    this.width = width;
    this.height = height;
    this.pixels = new Uint32Array(width * height);
  }

  at(x: number, y: number): number {
    return this.pixels[y * this.width + x] ?? 0;
  }

  /** How many pixels of a rectangle are not black. */
  lit(x: number, y: number, width: number, height: number): number {
    let count = 0;
    for (let row = y; row < y + height; row += 1)
      for (let column = x; column < x + width; column += 1) if (this.at(column, row) !== 0) count += 1;
    return count;
  }

  fill(x: number, y: number, width: number, height: number, value: number): void {
    for (let row = y; row < y + height; row += 1) this.pixels.fill(value, row * this.width + x, row * this.width + x + width);
  }
}

/** How a client reads one pixel. */
export interface PixelReader {
  readonly size: number;
  read(bytes: Buffer, at: number): number;
}

export async function decodeRaw(read: Reader, pixel: PixelReader, frame: Framebuffer, area: readonly number[]): Promise<void> {
  const [x = 0, y = 0, width = 0, height = 0] = area;
  const bytes = await read(width * height * pixel.size);
  for (let index = 0; index < width * height; index += 1) {
    frame.pixels[(y + Math.floor(index / width)) * frame.width + x + (index % width)] = pixel.read(bytes, index * pixel.size);
  }
}

export async function decodeHextile(
  read: Reader,
  pixel: PixelReader,
  frame: Framebuffer,
  area: readonly number[],
): Promise<void> {
  const [x = 0, y = 0, width = 0, height = 0] = area;
  let [back, front] = [0, 0];
  for (let top = y; top < y + height; top += TILE) {
    for (let left = x; left < x + width; left += TILE) {
      const tile = [left, top, Math.min(TILE, x + width - left), Math.min(TILE, y + height - top)] as const;
      const flags = (await read(1)).readUInt8();
      if ((flags & 1) !== 0) {
        await decodeRaw(read, pixel, frame, tile);
        continue;
      }
      if ((flags & 2) !== 0) back = pixel.read(await read(pixel.size), 0);
      if ((flags & 4) !== 0) front = pixel.read(await read(pixel.size), 0);
      frame.fill(...tile, back);
      const count = (flags & 8) !== 0 ? (await read(1)).readUInt8() : 0;
      for (let index = 0; index < count; index += 1) {
        const value = (flags & 16) !== 0 ? pixel.read(await read(pixel.size), 0) : front;
        const [place = 0, size = 0] = await read(2);
        frame.fill(left + (place >> 4), top + (place & 15), (size >> 4) + 1, (size & 15) + 1, value);
      }
    }
  }
}
