// A viewer behind a relay: RFB 3.8 without a password over binary frames (RFC 6143), raw pixels.
import { WebSocket } from 'ws';

const RAW = 0;
const DESKTOP_SIZE = -223;
const EXTENDED_DESKTOP_SIZE = -308;

export class Viewer {
  #chunks = [];
  #length = 0;
  #waiting = null;

  static async connect(url) {
    const socket = new WebSocket(url, ['binary'], { perMessageDeflate: false });
    const viewer = new Viewer();
    viewer.socket = socket;
    socket.on('message', (data, isBinary) => isBinary && viewer.#take(data));
    viewer.closed = new Promise(resolve => socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })));
    void viewer.closed.then(({ code, reason }) => viewer.#waiting?.reject(new Error(`closed with ${code} ${reason}`)));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    await viewer.#greet();
    return viewer;
  }

  /** Asks for the whole picture and reads until one rectangle of pixels came; answers how many pixels are not of the first one's colour. */
  async picture() {
    this.#ask(false);
    for (;;) {
      const rectangles = await this.#update();
      const pixels = rectangles.filter(({ encoding }) => encoding === RAW);
      if (pixels.length > 0) return { ...this.size, different: pixels.reduce((sum, { different }) => sum + different, 0) };
      this.#ask(false);
    }
  }

  type(text) {
    for (const character of text)
      for (const down of [1, 0]) {
        const key = Buffer.from([4, down, 0, 0, 0, 0, 0, 0]);
        key.writeUInt32BE(character === '\n' ? 0xff0d : character.codePointAt(0), 4);
        this.socket.send(key);
      }
  }

  /** Asks the server for another size (TigerVNC's extension); resolves when the picture has it. */
  async resize(width, height) {
    this.#encodings(RAW, DESKTOP_SIZE, EXTENDED_DESKTOP_SIZE);
    this.#ask(false);
    await this.#update();
    const message = Buffer.alloc(24);
    message.writeUInt8(251);
    message.writeUInt16BE(width, 2);
    message.writeUInt16BE(height, 4);
    message.writeUInt8(1, 6);
    message.writeUInt16BE(width, 16);
    message.writeUInt16BE(height, 18);
    this.socket.send(message);
    for (let tries = 0; tries < 20 && this.size.width !== width; tries++) {
      this.#ask(true);
      await this.#update();
    }
    return this.size;
  }

  close() {
    this.socket.close();
    return this.closed;
  }

  async #greet() {
    await this.#read(12);
    this.socket.send(Buffer.from('RFB 003.008\n'));
    const types = await this.#read((await this.#read(1))[0]);
    if (!types.includes(1)) throw new Error('the relay asks for a password');
    this.socket.send(Buffer.from([1]));
    await this.#read(4);
    this.socket.send(Buffer.from([0]));
    const head = await this.#read(24);
    this.size = { width: head.readUInt16BE(0), height: head.readUInt16BE(2) };
    this.name = (await this.#read(head.readUInt32BE(20))).toString();
    // 32 bits, true colour, little endian: the same from every server.
    this.socket.send(Buffer.from([0, 0, 0, 0, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0]));
    this.#encodings(RAW);
  }

  #encodings(...encodings) {
    const message = Buffer.alloc(4 + 4 * encodings.length);
    message.writeUInt8(2);
    message.writeUInt16BE(encodings.length, 2);
    encodings.forEach((encoding, index) => message.writeInt32BE(encoding, 4 + 4 * index));
    this.socket.send(message);
  }

  #ask(incremental) {
    const message = Buffer.alloc(10);
    message.writeUInt8(3);
    message.writeUInt8(incremental ? 1 : 0, 1);
    message.writeUInt16BE(this.size.width, 6);
    message.writeUInt16BE(this.size.height, 8);
    this.socket.send(message);
  }

  async #update() {
    for (;;) {
      const type = (await this.#read(1))[0];
      if (type === 0) break;
      if (type === 2) continue; // bell
      if (type === 3)
        await this.#read((await this.#read(7)).readUInt32BE(3)); // clipboard
      else throw new Error(`message ${type} is not known`);
    }
    const count = (await this.#read(3)).readUInt16BE(1);
    const rectangles = [];
    for (let index = 0; index < count; index++) {
      const head = await this.#read(12);
      const [width, height] = [head.readUInt16BE(4), head.readUInt16BE(6)];
      const encoding = head.readInt32BE(8);
      let different = 0;
      if (encoding === RAW) {
        const pixels = await this.#read(width * height * 4);
        const first = pixels.length > 0 ? pixels.readUInt32LE(0) : 0;
        for (let at = 0; at < pixels.length; at += 4) if (pixels.readUInt32LE(at) !== first) different += 1;
      } else if (encoding === EXTENDED_DESKTOP_SIZE) await this.#read(4 + 16 * (await this.#read(4))[0] - 4);
      if (encoding === DESKTOP_SIZE || encoding === EXTENDED_DESKTOP_SIZE) this.size = { width, height };
      rectangles.push({ encoding, different });
    }
    return rectangles;
  }

  #take(data) {
    this.#chunks.push(data);
    this.#length += data.length;
    this.#serve();
  }

  #read(count) {
    return new Promise((resolve, reject) => {
      this.#waiting = { count, resolve, reject };
      this.#serve();
    });
  }

  #serve() {
    if (!this.#waiting || this.#length < this.#waiting.count) return;
    const all = Buffer.concat(this.#chunks);
    const { count, resolve } = this.#waiting;
    this.#waiting = null;
    this.#chunks = [all.subarray(count)];
    this.#length = all.length - count;
    resolve(all.subarray(0, count));
  }
}
