import type { Area } from '../guest/paint';
import type { Incoming } from './incoming';
import { PIXEL_FORMAT_BYTES, readPixelFormat, type PixelFormat } from './pixel-format';

/** A message of a client, read to its end. */
export type ClientMessage =
  | { readonly kind: 'format'; readonly format: PixelFormat }
  | { readonly kind: 'encodings'; readonly encodings: readonly number[] }
  | { readonly kind: 'update'; readonly isIncremental: boolean; readonly area: Area }
  | { readonly kind: 'key'; readonly isDown: boolean; readonly keysym: number }
  | { readonly kind: 'pointer'; readonly x: number; readonly y: number; readonly buttons: number }
  | { readonly kind: 'clipboard'; readonly text: string };

const MOST_ENCODINGS = 1024;
const LONGEST_CLIPBOARD = 256 * 1024;

/** Reads the next message. Throws at one that RFB 3.8 does not have, and at one longer than anybody needs. */
export async function nextMessage(incoming: Incoming): Promise<ClientMessage> {
  const type = (await incoming.read(1)).readUInt8();
  switch (type) {
    case 0:
      return { kind: 'format', format: formatIn(await incoming.read(3 + PIXEL_FORMAT_BYTES)) };
    case 2:
      return { kind: 'encodings', encodings: await encodingsFrom(incoming) };
    case 3: {
      const bytes = await incoming.read(9);
      const [x, y, width, height] = [1, 3, 5, 7].map(at => bytes.readUInt16BE(at)) as [number, number, number, number];
      return { kind: 'update', isIncremental: bytes.readUInt8() !== 0, area: { x, y, width, height } };
    }
    case 4: {
      const bytes = await incoming.read(7);
      return { kind: 'key', isDown: bytes.readUInt8() !== 0, keysym: bytes.readUInt32BE(3) };
    }
    case 5: {
      const bytes = await incoming.read(5);
      return { kind: 'pointer', buttons: bytes.readUInt8(), x: bytes.readUInt16BE(1), y: bytes.readUInt16BE(3) };
    }
    case 6:
      return { kind: 'clipboard', text: await clipboardFrom(incoming) };
    default:
      throw new Error(`message ${type} is not in RFB 3.8`);
  }
}

function formatIn(bytes: Buffer): PixelFormat {
  const format = readPixelFormat(bytes.subarray(3));
  if (!format) throw new Error('the pixel format cannot be served');
  return format;
}

async function encodingsFrom(incoming: Incoming): Promise<number[]> {
  const count = (await incoming.read(3)).readUInt16BE(1);
  if (count > MOST_ENCODINGS) throw new Error(`${count} encodings are too many`);
  const bytes = await incoming.read(count * 4);
  return Array.from({ length: count }, (_, index) => bytes.readInt32BE(index * 4));
}

/** A negative length announces the extended clipboard, which is read and not understood. */
async function clipboardFrom(incoming: Incoming): Promise<string> {
  const length = (await incoming.read(7)).readInt32BE(3);
  if (Math.abs(length) > LONGEST_CLIPBOARD) throw new Error(`a clipboard of ${length} bytes is too long`);
  if (length >= 0) return (await incoming.read(length)).toString('latin1');
  await incoming.skip(-length);
  return '';
}
