import type { Socket } from 'node:net';
import type { Picture } from '../guest/text-screen';
import { nextMessage, type ClientMessage } from './client-messages';
import { admit, serverInit } from './handshake';
import { Incoming } from './incoming';
import { Updates } from './updates';

const HANDSHAKE_MS = 30_000;

/** What a connection shows and acts on. */
export interface Desk {
  readonly name: string;
  /** What opens it at this moment; null when nothing does. */
  password(): string | null;
  picture(): Picture;
  key(keysym: number, isDown: boolean): void;
  pointer(): void;
  clipboard(text: string): void;
}

/** One client of a console, from its first byte to its last. What it does not understand ends it and nothing else. */
export class Connection {
  private updates: Updates | undefined;
  private isQueued = false;
  private mayWrite = true;
  /** Bytes to the client after which the connection breaks; `handshake` is the end of that. */
  private breaksAfter: number | 'handshake' = Infinity;

  constructor(
    private readonly socket: Socket,
    private readonly desk: Desk,
  ) {
    socket.setNoDelay(true);
    socket.on('drain', () => {
      this.mayWrite = true;
      this.queueUpdate();
    });
  }

  async serve(): Promise<void> {
    const incoming = new Incoming(this.socket);
    const patience = setTimeout(() => this.socket.destroy(), HANDSHAKE_MS).unref();
    try {
      if (
        !(await admit(
          incoming,
          bytes => this.write(bytes),
          () => this.desk.password(),
        ))
      )
        return this.socket.destroySoon();
      await incoming.read(1);
      const { mode } = this.desk.picture();
      this.updates = new Updates(mode);
      this.write(serverInit(mode, this.desk.name));
      clearTimeout(patience);
      if (this.breaksAfter === 'handshake') this.break();
      for (;;) this.take(await nextMessage(incoming));
    } catch {
      this.socket.destroy();
    } finally {
      clearTimeout(patience);
    }
  }

  /** The desk's picture may have changed; whoever waits for that is answered once, however often this is called until then. */
  queueUpdate(): void {
    if (this.isQueued) return;
    this.isQueued = true;
    setImmediate(() => {
      this.isQueued = false;
      if (!this.mayWrite || this.socket.destroyed) return;
      const message = this.updates?.answer(this.desk.picture());
      if (message) this.write(message);
    });
  }

  /** Resets the connection after so many more bytes to the client; without a number when the handshake is over. */
  breakAfter(bytes?: number): void {
    this.breaksAfter = bytes ?? 'handshake';
    if (bytes === 0 || (bytes === undefined && this.updates)) this.break();
  }

  /** No longer breaks. */
  hold(): void {
    this.breaksAfter = Infinity;
  }

  private take(message: ClientMessage): void {
    switch (message.kind) {
      case 'format':
        return this.updates?.setFormat(message.format);
      case 'encodings':
        return this.updates?.setEncodings(message.encodings);
      case 'update':
        this.updates?.ask(message);
        return this.queueUpdate();
      case 'key':
        return this.desk.key(message.keysym, message.isDown);
      case 'pointer':
        return this.desk.pointer();
      case 'clipboard':
        return this.desk.clipboard(message.text);
    }
  }

  private write(bytes: Buffer): void {
    const { breaksAfter } = this;
    if (breaksAfter === 'handshake' || bytes.length < breaksAfter) {
      if (breaksAfter !== 'handshake') this.breaksAfter = breaksAfter - bytes.length;
      this.mayWrite = this.socket.write(bytes);
      return;
    }
    this.socket.write(bytes.subarray(0, breaksAfter));
    this.break();
  }

  /** What was written before still arrives. */
  private break(): void {
    this.breaksAfter = Infinity;
    this.mayWrite = false;
    this.socket.write(Buffer.alloc(0), () => this.socket.resetAndDestroy());
  }
}
