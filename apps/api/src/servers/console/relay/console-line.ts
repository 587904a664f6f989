import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { ClientMessages } from '../rfb/client-messages';
import { greetBrowser } from '../rfb/greet-browser';
import { IncomingBytes } from '../rfb/incoming-bytes';
import type { OpenedConsole } from '../sessions/console-sessions';
import { Pump } from './pump';

const GREETING_MS = 15_000;
const WATCH_EVERY_MS = 15_000;
/** A proxy drops what is silent for a minute. */
const PING_EVERY_MS = 30_000;
/** A browser that answers no ping for so long is gone, whatever the network says. */
const SILENT_AFTER_MS = 75_000;
const LONGEST_PING = 32;

/** Close codes of ours (RFC 6455 leaves 4000 to 4999 to applications); the reason says the cause in one word. */
export const CLOSED = { rights: 4401, idle: 4408, longest: 4409, closed: 4410, restart: 1012 } as const;

export interface LineLimits {
  readonly idleMs: number;
  readonly longestMs: number;
  readonly bytesPerSecond: number;
}

/** One viewer's connection to one console, from the first byte to the last. */
export class ConsoleLine {
  private readonly pump: Pump;
  private readonly openedAt = Date.now();
  private heardAt = Date.now();
  private pingedAt = Date.now();
  private watch: NodeJS.Timeout | undefined;
  private cause = 'left';
  private isOver = false;

  constructor(
    readonly visit: OpenedConsole,
    private readonly browser: WebSocket,
    private readonly desktop: Socket,
    private readonly limits: LineLimits,
    private readonly whenEnded: (line: ConsoleLine) => void,
  ) {
    this.pump = new Pump(browser, desktop, new ClientMessages(visit.viewOnly), {
      bytesPerSecond: limits.bytesPerSecond,
      ended: ({ code, cause }) => this.close(code, cause),
    });
  }

  get figures(): { id: number; sent: number; received: number; cause: string } {
    return { id: this.visit.id, sent: this.pump.sent, received: this.pump.received, cause: this.cause };
  }

  /** Greets the browser and lets the bytes flow. */
  async start(rest: Buffer): Promise<void> {
    const bytes = new IncomingBytes();
    const take = (data: Buffer, isBinary: boolean) => {
      if (isBinary) bytes.push(data);
    };
    const left = () => bytes.fail(new Error('left'));
    const timer = setTimeout(left, GREETING_MS);
    this.browser.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) this.answer(data);
    });
    this.browser.on('message', take).once('close', left);
    try {
      await greetBrowser(bytes, part => this.browser.send(part, { binary: true }));
    } catch {
      return this.close(1003, 'not-understood');
    } finally {
      clearTimeout(timer);
      this.browser.off('message', take).off('close', left);
    }
    this.browser.on('pong', () => (this.heardAt = Date.now()));
    this.watch = setInterval(() => this.look(), WATCH_EVERY_MS).unref();
    this.pump.start(rest);
    const early = bytes.takeRest();
    if (early.length > 0) this.browser.emit('message', early, true);
  }

  /** Ends the connection; the first cause stays. */
  close(code: number, cause: string): void {
    if (this.isOver) return;
    this.isOver = true;
    this.cause = cause;
    clearInterval(this.watch);
    this.desktop.destroy();
    this.browser.close(code, cause);
    setTimeout(() => this.browser.terminate(), 2_000).unref();
    this.whenEnded(this);
  }

  /** Text is ours: the page measures how long a way and back takes. Everything else in text is not understood. */
  private answer(data: Buffer): void {
    const word = data.length <= LONGEST_PING ? /^ping (\d+)$/.exec(data.toString('latin1')) : null;
    if (word === null) return this.close(1003, 'not-understood');
    this.browser.send(`pong ${word[1]}`);
  }

  private look(): void {
    const now = Date.now();
    if (now - this.pump.inputAt >= this.limits.idleMs) return this.close(CLOSED.idle, 'idle');
    if (now - this.openedAt >= this.limits.longestMs) return this.close(CLOSED.longest, 'longest');
    if (now - this.heardAt >= SILENT_AFTER_MS) return this.close(1011, 'connection-lost');
    if (now - this.pingedAt < PING_EVERY_MS) return;
    this.pingedAt = now;
    this.browser.ping();
  }
}
