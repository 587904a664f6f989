import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { ClientMessages } from '../rfb/client-messages';
import { Bandwidth } from './bandwidth';

/** Above this the side that sends has to wait for the side that takes. */
const HIGH_WATER_BYTES = 512 * 1024;

export interface PumpEnd {
  /** The WebSocket's close code, RFC 6455 §7.4. */
  readonly code: 1000 | 1003 | 1011;
  readonly cause: string;
}

/** Carries bytes between a browser and a console, neither faster than the other takes them. */
export class Pump {
  /** Bytes to the browser and from it. */
  sent = 0;
  received = 0;
  /** When somebody last did something, in milliseconds since the epoch. */
  inputAt = Date.now();

  private readonly bandwidth: Bandwidth;
  private isOver = false;

  constructor(
    private readonly browser: WebSocket,
    private readonly desktop: Socket,
    private readonly messages: ClientMessages,
    private readonly options: { readonly bytesPerSecond: number; readonly ended: (end: PumpEnd) => void },
  ) {
    this.bandwidth = new Bandwidth(options.bytesPerSecond);
  }

  start(rest: Buffer): void {
    this.browser.on('message', (data: Buffer, isBinary) => this.fromBrowser(data, isBinary));
    this.browser.once('close', () => this.end({ code: 1000, cause: 'left' }));
    this.browser.once('error', () => this.end({ code: 1011, cause: 'connection-lost' }));
    this.desktop.on('data', chunk => this.fromDesktop(chunk));
    this.desktop.once('close', () => this.end({ code: 1000, cause: 'console-ended' }));
    this.desktop.on('error', () => this.end({ code: 1011, cause: 'console-lost' }));
    this.desktop.on('drain', () => this.browser.resume());
    if (rest.length > 0) this.fromDesktop(rest);
    this.desktop.resume();
  }

  private fromBrowser(data: Buffer, isBinary: boolean): void {
    if (!isBinary) return;
    this.received += data.length;
    try {
      const { forward, hasInput } = this.messages.take(data);
      if (hasInput) this.inputAt = Date.now();
      for (const part of forward) if (!this.desktop.write(part)) this.browser.pause();
    } catch {
      this.end({ code: 1003, cause: 'not-understood' });
    }
  }

  private fromDesktop(chunk: Buffer): void {
    if (this.browser.readyState !== WebSocket.OPEN) return;
    this.sent += chunk.length;
    const waitMs = this.bandwidth.passed(chunk.length, performance.now());
    if (waitMs > 0) setTimeout(() => this.desktop.resume(), waitMs);
    const isFull = this.browser.bufferedAmount + chunk.length > HIGH_WATER_BYTES;
    if (waitMs > 0 || isFull) this.desktop.pause();
    this.browser.send(chunk, { binary: true, compress: false }, () => {
      if (isFull && waitMs === 0 && !this.isOver) this.desktop.resume();
    });
  }

  private end(end: PumpEnd): void {
    if (this.isOver) return;
    this.isOver = true;
    this.options.ended(end);
  }
}
