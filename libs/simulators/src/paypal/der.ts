/** Just enough of ASN.1's DER encoding to write a certificate. */

const TAG = { integer: 0x02, bits: 0x03, null: 0x05, oid: 0x06, text: 0x0c, time: 0x17, sequence: 0x30, set: 0x31 } as const;

export const sequence = (...parts: Buffer[]): Buffer => element(TAG.sequence, Buffer.concat(parts));
export const set = (...parts: Buffer[]): Buffer => element(TAG.set, Buffer.concat(parts));
export const text = (value: string): Buffer => element(TAG.text, Buffer.from(value, 'utf8'));
export const nothing = (): Buffer => element(TAG.null, Buffer.alloc(0));
/** A bit string of whole bytes. */
export const bits = (value: Buffer): Buffer => element(TAG.bits, Buffer.concat([Buffer.from([0]), value]));
/** A context-specific, constructed element, such as `[0]`. */
export const tagged = (number: number, part: Buffer): Buffer => element(0xa0 | number, part);

/** A non-negative integer; a zero byte keeps its sign when the first bit is set. */
export function integer(value: Buffer): Buffer {
  const needsSign = value.length === 0 || ((value[0] ?? 0) & 0x80) !== 0;
  return element(TAG.integer, needsSign ? Buffer.concat([Buffer.from([0]), value]) : value);
}

/** A time as UTCTime, good until 2049. */
export function time(moment: Date): Buffer {
  return element(TAG.time, Buffer.from(`${moment.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`, 'ascii'));
}

/** An object identifier in dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(TAG.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(number: number): number[] {
  const bytes = [number & 0x7f];
  for (let left = number >> 7; left > 0; left >>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}

function element(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let left = length; left > 0; left >>= 8) bytes.unshift(left & 0xff);
  return [0x80 | bytes.length, ...bytes];
}
