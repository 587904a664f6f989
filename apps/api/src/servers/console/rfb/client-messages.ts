/** What a client sends after the handshake (RFC 6143 §7.5), and the extensions that noVNC uses; lengths in bytes. */
const FIXED: Readonly<Record<number, number>> = { 0: 20, 3: 10, 4: 8, 5: 6, 150: 10 };
const SET_ENCODINGS = 2;
const KEY = 4;
const POINTER = 5;
const CUT_TEXT = 6;
const XVP = 250;
const FENCE = 248;
const SET_DESKTOP_SIZE = 251;
const QEMU = 255;
/** What acts on the guest; everything else only looks. */
const ACTS = new Set([KEY, POINTER, CUT_TEXT, XVP, SET_DESKTOP_SIZE, QEMU]);
const LONGEST_MESSAGE = 1024 * 1024;

/** What may go on to the server, and whether somebody did something. */
export interface Passed {
  readonly forward: readonly Buffer[];
  readonly hasInput: boolean;
}

/**
 * Follows a client's messages, for two reasons: somebody who may only look must not type, and only typing shows that a person is
 * still there. Fragments are kept until their message is whole when looking only; otherwise bytes go on at once.
 */
export class ClientMessages {
  private rest: Buffer = Buffer.alloc(0);
  private isLost = false;
  private isIntroduced = false;

  constructor(private readonly viewOnly: boolean) {}

  /** Throws for a viewer who sends what nobody knows, because what is not understood cannot be judged. */
  take(chunk: Buffer): Passed {
    if (this.isLost) return { forward: [chunk], hasInput: true };
    const forward: Buffer[] = [];
    let hasInput = false;
    let bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    for (let size = this.sizeOf(bytes); size !== null && bytes.length >= size; size = this.sizeOf(bytes)) {
      const message = bytes.subarray(0, size);
      bytes = bytes.subarray(size);
      const isAct = this.isIntroduced && ACTS.has(message[0] ?? 0);
      hasInput ||= isAct;
      if (!this.isIntroduced) forward.push(this.introduce());
      else if (!this.viewOnly || !isAct) forward.push(message);
    }
    this.rest = bytes;
    return { forward, hasInput };
  }

  /** ClientInit. Always shared: a second look must not throw out the first. */
  private introduce(): Buffer {
    this.isIntroduced = true;
    return Buffer.from([1]);
  }

  /** How long the first message is; null while too little of it is there. */
  private sizeOf(bytes: Buffer): number | null {
    if (bytes.length === 0) return null;
    if (!this.isIntroduced) return 1;
    const type = bytes.readUInt8();
    const size = FIXED[type] ?? variableSize(type, bytes);
    if (size === undefined || (size !== null && size > LONGEST_MESSAGE)) return this.lose(bytes);
    return size;
  }

  private lose(bytes: Buffer): number {
    if (this.viewOnly) throw new Error(`message ${bytes[0]} is not known`);
    this.isLost = true;
    return bytes.length;
  }
}

/** Null while the length is not there yet, undefined for a type that nobody knows. */
function variableSize(type: number, bytes: Buffer): number | null | undefined {
  const has = (count: number) => bytes.length >= count;
  if (type === SET_ENCODINGS) return has(4) ? 4 + 4 * bytes.readUInt16BE(2) : null;
  // A negative length is the extended clipboard's.
  if (type === CUT_TEXT) return has(8) ? 8 + Math.abs(bytes.readInt32BE(4)) : null;
  if (type === FENCE) return has(9) ? 9 + bytes.readUInt8(8) : null;
  if (type === XVP) return 4;
  if (type === SET_DESKTOP_SIZE) return has(8) ? 8 + 16 * bytes.readUInt8(6) : null;
  if (type === QEMU) return has(2) ? (bytes.readUInt8(1) === 0 ? 12 : undefined) : null;
  return undefined;
}
