import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Incoming } from './incoming';
import { OWN_FORMAT, writePixelFormat } from './pixel-format';
import { answerTo, CHALLENGE_BYTES } from './vnc-auth';

const VERSION = 'RFB 003.008\n';
const VNC_AUTHENTICATION = 2;
const FAILED = 'Authentication failed';

/** Versions before 3.8 differ in who chooses the security type and in whether a failure has a reason. */
type Minor = 3 | 7 | 8;

/** Agrees on a version and asks for the password. False after a wrong one, which the client has been told; throws at what is no RFB. */
export async function admit(incoming: Incoming, write: (bytes: Buffer) => void, password: () => string | null): Promise<boolean> {
  write(Buffer.from(VERSION));
  const minor = minorOf(await incoming.read(VERSION.length));
  if (minor === 3) write(Buffer.of(0, 0, 0, VNC_AUTHENTICATION));
  else {
    write(Buffer.of(1, VNC_AUTHENTICATION));
    if ((await incoming.read(1)).readUInt8() !== VNC_AUTHENTICATION)
      throw new Error('chose a security type that was not offered');
  }
  const challenge = randomBytes(CHALLENGE_BYTES);
  write(challenge);
  const answer = await incoming.read(CHALLENGE_BYTES);
  const word = password();
  const isRight = word !== null && timingSafeEqual(answer, answerTo(challenge, word));
  if (isRight) write(Buffer.alloc(4));
  else write(Buffer.concat([u32(1), ...(minor === 8 ? [text(FAILED)] : [])]));
  return isRight;
}

/** ServerInit: size, pixel format and name. */
export function serverInit(size: { readonly width: number; readonly height: number }, name: string): Buffer {
  return Buffer.concat([u16(size.width), u16(size.height), writePixelFormat(OWN_FORMAT), text(name)]);
}

export function u16(value: number): Buffer {
  return Buffer.of(value >> 8, value & 0xff);
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

function text(words: string): Buffer {
  const bytes = Buffer.from(words, 'utf8');
  return Buffer.concat([u32(bytes.length), bytes]);
}

function minorOf(greeting: Buffer): Minor {
  const found = /^RFB 003\.00([378])\n$/.exec(greeting.toString('latin1'));
  if (!found) throw new Error('not an RFB client');
  return Number(found[1]) as Minor;
}
