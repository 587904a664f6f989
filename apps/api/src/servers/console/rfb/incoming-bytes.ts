/** Bytes that arrive in any portions, read in the portions that a protocol has. */
export class IncomingBytes {
  private chunks: Buffer[] = [];
  private length = 0;
  private waiting: { count: number; resolve: (bytes: Buffer) => void; reject: (error: Error) => void } | null = null;
  private problem: Error | null = null;

  constructor(private readonly most = 64 * 1024) {}

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.length += chunk.length;
    if (this.length > this.most) this.fail(new Error('more bytes than a handshake has'));
    else this.serve();
  }

  /** No more will come; whoever waits is told. */
  fail(error: Error): void {
    this.problem ??= error;
    this.waiting?.reject(this.problem);
    this.waiting = null;
  }

  /** The next bytes, as soon as so many are there. One reader at a time. */
  read(count: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.waiting = { count, resolve, reject };
      this.serve();
    });
  }

  /** Everything that arrived and was not read. */
  takeRest(): Buffer {
    const rest = Buffer.concat(this.chunks);
    this.chunks = [];
    this.length = 0;
    return rest;
  }

  private serve(): void {
    const { waiting } = this;
    if (!waiting) return;
    if (this.length >= waiting.count) {
      const all = this.takeRest();
      this.chunks = [all.subarray(waiting.count)];
      this.length = all.length - waiting.count;
      this.waiting = null;
      waiting.resolve(all.subarray(0, waiting.count));
    } else if (this.problem) this.fail(this.problem);
  }
}
