import { connect, type Socket } from 'node:net';
import { keysymOf, KEYS } from '../guest/keysyms';
import { Incoming } from '../protocol/incoming';
import { writePixelFormat, type PixelFormat } from '../protocol/pixel-format';
import { answerTo } from '../protocol/vnc-auth';
import { decodeHextile, decodeRaw, Framebuffer, type PixelReader } from './rfb-decoder';

export const RAW = 0;
export const HEXTILE = 5;
export const DESKTOP_SIZE = -223;

const DEFAULT_PIXELS: PixelReader = { size: 4, read: (bytes, at) => bytes.readUInt32LE(at) };

/** Where a console is, and its password. */
export interface ConsoleAddress {
  readonly ip: string;
  readonly port: number;
  readonly password: string;
}

/** A small RFB client for tests: connects, shows its password, reads pictures, presses keys. */
export class RfbClient {
  readonly frame: Framebuffer;
  private pixel = DEFAULT_PIXELS;

  private constructor(
    readonly socket: Socket,
    private readonly incoming: Incoming,
    readonly name: string,
    readonly serverFormat: Buffer,
    size: readonly [number, number],
  ) {
    this.frame = new Framebuffer(...size);
  }

  /** Goes through the handshake; rejects with the server's reason, or when the connection ends. */
  static async connect({ ip, port, password }: ConsoleAddress): Promise<RfbClient> {
    const { socket, incoming } = await RfbClient.dial(ip, port);
    try {
      await RfbClient.signIn(socket, incoming, password);
      const head = await incoming.read(24);
      const name = (await incoming.read(head.readUInt32BE(20))).toString('utf8');
      return new RfbClient(socket, incoming, name, head.subarray(4, 20), [head.readUInt16BE(0), head.readUInt16BE(2)]);
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  private static async signIn(socket: Socket, incoming: Incoming, password: string): Promise<void> {
    const read = (count: number) => incoming.read(count);
    const version = (await read(12)).toString('latin1');
    if (version !== 'RFB 003.008\n') throw new Error(`It greets with ${JSON.stringify(version)}`);
    socket.write(version);
    const types = await read((await read(1)).readUInt8());
    if (!types.includes(2)) throw new Error('VNC authentication is not offered');
    socket.write(Buffer.of(2));
    socket.write(answerTo(await read(16), password));
    if ((await read(4)).readUInt32BE() !== 0) throw new Error((await read((await read(4)).readUInt32BE())).toString('utf8'));
    socket.write(Buffer.of(1));
  }

  /** A bare connection, for tests that say something else than RFB. */
  static async dial(ip: string, port: number): Promise<{ socket: Socket; incoming: Incoming }> {
    const socket = connect({ host: ip, port, noDelay: true });
    const incoming = new Incoming(socket);
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    socket.on('error', () => undefined);
    return { socket, incoming };
  }

  setFormat(format: PixelFormat): void {
    const size = format.bitsPerPixel / 8;
    this.pixel = {
      size,
      read: (bytes, at) => (format.isBigEndian ? bytes.readUIntBE(at, size) : bytes.readUIntLE(at, size)),
    };
    this.socket.write(Buffer.concat([Buffer.alloc(4), writePixelFormat(format)]));
  }

  setEncodings(...encodings: number[]): void {
    const bytes = Buffer.alloc(4 + encodings.length * 4);
    bytes.writeUInt8(2);
    bytes.writeUInt16BE(encodings.length, 2);
    encodings.forEach((encoding, index) => bytes.writeInt32BE(encoding, 4 + index * 4));
    this.socket.write(bytes);
  }

  /** Asks for pixels and waits for the answer, which is put into `frame`. Answers the areas that came. */
  async update(
    isIncremental: boolean,
    area: readonly number[] = [0, 0, this.frame.width, this.frame.height],
  ): Promise<number[][]> {
    this.ask(isIncremental, area);
    return this.readUpdate();
  }

  ask(isIncremental: boolean, area: readonly number[] = [0, 0, this.frame.width, this.frame.height]): void {
    const bytes = Buffer.alloc(10);
    bytes.set([3, isIncremental ? 1 : 0]);
    area.forEach((value, index) => bytes.writeUInt16BE(value, 2 + index * 2));
    this.socket.write(bytes);
  }

  /** Waits for the next update. */
  async readUpdate(): Promise<number[][]> {
    const read = (count: number) => this.incoming.read(count);
    const head = await read(4);
    if (head.readUInt8() !== 0) throw new Error(`Message ${head.readUInt8()} is not expected`);
    const areas: number[][] = [];
    for (let left = head.readUInt16BE(2); left > 0; left -= 1) {
      const rectangle = await read(12);
      const area = [0, 2, 4, 6].map(at => rectangle.readUInt16BE(at));
      const encoding = rectangle.readInt32BE(8);
      areas.push(area);
      if (encoding === DESKTOP_SIZE) this.frame.resize(area[2] ?? 0, area[3] ?? 0);
      else if (encoding === HEXTILE) await decodeHextile(read, this.pixel, this.frame, area);
      else if (encoding === RAW) await decodeRaw(read, this.pixel, this.frame, area);
      else throw new Error(`Encoding ${encoding} was not asked for`);
    }
    return areas;
  }

  key(keysym: number, isDown: boolean): void {
    const bytes = Buffer.alloc(8);
    bytes.set([4, isDown ? 1 : 0]);
    bytes.writeUInt32BE(keysym, 4);
    this.socket.write(bytes);
  }

  /** Types a text; a line feed is Enter. */
  type(text: string): void {
    for (const character of text) this.press(keysymOf(character));
  }

  /** Presses keys together, as Ctrl-Alt-Del, and lets them go. */
  press(...keysyms: number[]): void {
    for (const keysym of keysyms) this.key(keysym, true);
    for (const keysym of keysyms.toReversed()) this.key(keysym, false);
  }

  pressCtrlAltDel(): void {
    this.press(KEYS.control, KEYS.alt, KEYS.delete);
  }

  /** Resolves when the connection is over. */
  async closed(): Promise<void> {
    if (!this.socket.closed) await new Promise(resolve => this.socket.once('close', resolve));
  }

  close(): void {
    this.socket.destroy();
  }
}
