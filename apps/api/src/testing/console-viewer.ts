import { WebSocket } from 'ws';
import type { Browser } from './browser';
import { IncomingBytes } from '../servers/console/rfb/incoming-bytes';

const FULL_UPDATE = Buffer.from([3, 0, 0, 0, 0, 0, 0, 8, 0, 8]);

/** A browser's console without the browser: a WebSocket with the cookies of a person, speaking RFB 3.8. */
export class Viewer {
  readonly bytes = new IncomingBytes(64 * 1024 * 1024);
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly texts: string[] = [];

  private constructor(readonly socket: WebSocket) {
    this.closed = new Promise(resolve => socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })));
    void this.closed.then(({ reason }) => this.bytes.fail(new Error(`closed: ${reason}`)));
    socket.on('message', (data: Buffer, isBinary) => (isBinary ? this.bytes.push(data) : this.texts.push(data.toString())));
  }

  /** Connects; rejects with the status when the upgrade is refused. */
  static connect(url: string, ticket: string, browser: Browser, origin = 'http://127.0.0.1:3000'): Promise<Viewer> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/vnc/ws?ticket=${ticket}`, ['binary'], {
      headers: { cookie: `sky_access=${browser.cookie('sky_access') ?? ''}` },
      ...(origin !== '' && { origin }),
    });
    const viewer = new Viewer(socket);
    return new Promise((resolve, reject) => {
      // The page measures from the first moment, before anything else is said.
      socket.once('open', () => {
        socket.send('ping 1');
        resolve(viewer);
      });
      socket.once('unexpected-response', (_request, response) => reject(new Error(`refused with ${response.statusCode}`)));
      socket.once('error', reject);
    });
  }

  /** Goes through the handshake; returns width and height of the screen. */
  async greet(): Promise<{ width: number; height: number; types: number[] }> {
    await this.bytes.read(12);
    this.socket.send(Buffer.from('RFB 003.008\n'));
    const types = [...(await this.bytes.read((await this.bytes.read(1)).readUInt8()))];
    this.socket.send(Buffer.from([1]));
    await this.bytes.read(4);
    this.socket.send(Buffer.from([0]));
    const head = await this.bytes.read(24);
    await this.bytes.read(head.readUInt32BE(20));
    return { width: head.readUInt16BE(0), height: head.readUInt16BE(2), types };
  }

  /** Asks for a corner of the picture and waits for it: 8 by 8 dots in raw 32 bit. */
  async corner(): Promise<Buffer> {
    this.socket.send(FULL_UPDATE);
    const head = await this.bytes.read(4);
    if (head.readUInt8() !== 0) throw new Error('not an update');
    const rectangle = await this.bytes.read(12);
    return this.bytes.read(rectangle.readUInt16BE(4) * rectangle.readUInt16BE(6) * 4);
  }

  type(text: string): void {
    for (const character of text) {
      const keysym = character === '\n' ? 0xff0d : (character.codePointAt(0) ?? 0);
      for (const down of [1, 0]) {
        const key = Buffer.from([4, down, 0, 0, 0, 0, 0, 0]);
        key.writeUInt32BE(keysym, 4);
        this.socket.send(key);
      }
    }
  }
}
