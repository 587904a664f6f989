import type { Socket } from 'node:net';

const PAUSE_ABOVE_BYTES = 64 * 1024;

/** A socket's bytes, read in the portions a protocol has. Too many unread ones make the other side wait. */
export class Incoming {
  private chunks: Buffer[] = [];
  private length = 0;
  private waiting:
    { readonly count: number; readonly resolve: (bytes: Buffer) => void; readonly reject: (error: Error) => void } | undefined;
  private isOver = false;

  constructor(private readonly socket: Socket) {
    socket.on('data', chunk => {
      this.chunks.push(chunk as Buffer);
      this.length += chunk.length;
      if (this.length > PAUSE_ABOVE_BYTES) socket.pause();
      this.serve();
    });
    socket.on('end', () => this.end()).on('close', () => this.end());
  }

  /** The next bytes; rejects when the socket ends before they are there. One reader at a time. */
  read(count: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.waiting = { count, resolve, reject };
      this.serve();
    });
  }

  /** Reads bytes that nobody wants. */
  async skip(count: number): Promise<void> {
    for (let left = count; left > 0; left -= PAUSE_ABOVE_BYTES) await this.read(Math.min(left, PAUSE_ABOVE_BYTES));
  }

  private end(): void {
    this.isOver = true;
    this.serve();
  }

  private serve(): void {
    const { waiting } = this;
    if (!waiting) return;
    if (this.length >= waiting.count) {
      this.waiting = undefined;
      const bytes = this.take(waiting.count);
      if (this.length <= PAUSE_ABOVE_BYTES) this.socket.resume();
      waiting.resolve(bytes);
    } else if (this.isOver) {
      this.waiting = undefined;
      waiting.reject(new Error('the connection ended'));
    } else this.socket.resume();
  }

  private take(count: number): Buffer {
    const all = this.chunks.length === 1 ? (this.chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(this.chunks);
    const rest = all.subarray(count);
    this.chunks = rest.length === 0 ? [] : [rest];
    this.length = rest.length;
    return all.subarray(0, count);
  }
}
