import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { touches, type Direction, type ProxyFaults } from './proxy-faults';

interface Piece {
  /** Null is the end of the stream. */
  readonly bytes: Buffer | null;
  readonly arrivedAt: number;
}

const MOST_WAITING = 256;

/** One direction of a proxied connection. Every piece is held back as long as the faults of that moment say. */
export class Pipe {
  private readonly waiting: Piece[] = [];
  private wake: () => void = () => undefined;
  private passed = 0;

  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
    private readonly direction: Direction,
    private readonly currentFaults: () => ProxyFaults,
    private readonly sever: () => void,
  ) {
    from.on('data', bytes => this.arrive(bytes));
    from.on('end', () => this.arrive(null));
    from.once('close', () => this.wake());
    to.once('close', () => this.wake());
  }

  /** Passes pieces on until the stream ends or the connection is gone. */
  async run(): Promise<void> {
    for (;;) {
      const piece = await this.next();
      if (!piece) return;
      await this.holdBack(piece);
      if (piece.bytes === null) {
        this.to.end();
        return;
      }
      if (!(await this.pass(piece.bytes))) return;
    }
  }

  private arrive(bytes: Buffer | null): void {
    this.waiting.push({ bytes, arrivedAt: performance.now() });
    if (this.waiting.length > MOST_WAITING) this.from.pause();
    this.wake();
  }

  private async next(): Promise<Piece | undefined> {
    while (this.waiting.length === 0) {
      if (this.from.destroyed || this.to.destroyed) return undefined;
      await new Promise<void>(resolve => {
        this.wake = resolve;
      });
    }
    const piece = this.waiting.shift();
    if (this.waiting.length <= MOST_WAITING / 2) this.from.resume();
    return piece;
  }

  /** Latency counts from a piece's arrival, so that a stream is late as a whole and not slower. */
  private async holdBack({ bytes, arrivedAt }: Piece): Promise<void> {
    const faults = this.faults();
    const jitter = (Math.random() * 2 - 1) * (faults.jitterMs ?? 0);
    const slowClose = bytes === null ? (faults.slowCloseMs ?? 0) : 0;
    const dueAt = arrivedAt + Math.max(0, (faults.latencyMs ?? 0) + jitter) + slowClose;
    await pause(dueAt - performance.now());
    while (this.faults().silent && !this.to.destroyed) await pause(20);
  }

  /** Writes a piece, sliced and slowed; false when the connection is over. */
  private async pass(bytes: Buffer): Promise<boolean> {
    let rest = bytes;
    while (rest.length > 0) {
      const faults = this.faults();
      const room = roomOf(faults) - this.passed;
      const size = Math.max(0, Math.min(rest.length, faults.sliceBytes ?? Infinity, paceOf(faults), room));
      if (size > 0) await this.write(rest.subarray(0, size));
      this.passed += size;
      rest = rest.subarray(size);
      if (faults.bandwidth !== undefined) await pause((size / faults.bandwidth) * 1000);
      if (rest.length > 0) await pause(faults.sliceDelayMs ?? 0);
      if (this.isSpent(faults) || this.to.destroyed) return false;
    }
    return true;
  }

  /** Ends the connection when the faults' measure of bytes is full. */
  private isSpent(faults: ProxyFaults): boolean {
    if (faults.resetAfterBytes !== undefined && this.passed >= faults.resetAfterBytes) {
      this.sever();
      return true;
    }
    if (faults.limitBytes !== undefined && this.passed >= faults.limitBytes) {
      this.to.end();
      this.from.destroy();
      return true;
    }
    if (faults.halfCloseAfterBytes !== undefined && this.passed >= faults.halfCloseAfterBytes) {
      this.to.end();
      // Nobody reads any more; without this the sender would be told by a full window.
      this.from.removeAllListeners('data').resume();
      return true;
    }
    return false;
  }

  private async write(bytes: Buffer): Promise<void> {
    if (this.to.destroyed || this.to.write(bytes)) return;
    await new Promise<void>(resolve => {
      this.to.once('drain', resolve);
      this.to.once('close', resolve);
    });
  }

  private faults(): ProxyFaults {
    const faults = this.currentFaults();
    return touches(faults, this.direction) ? faults : {};
  }
}

/** Bytes that may pass before a connection is ended, one way or another. */
function roomOf({ resetAfterBytes = Infinity, limitBytes = Infinity, halfCloseAfterBytes = Infinity }: ProxyFaults): number {
  return Math.min(resetAfterBytes, limitBytes, halfCloseAfterBytes);
}

/** Bytes that go out at once under a bandwidth: a twentieth of a second's worth. */
function paceOf({ bandwidth }: ProxyFaults): number {
  return bandwidth === undefined ? Infinity : Math.max(1, Math.round(bandwidth / 20));
}

async function pause(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await sleep(milliseconds, undefined, { ref: false });
}
