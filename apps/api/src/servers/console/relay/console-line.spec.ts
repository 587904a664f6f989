import { jest } from '@jest/globals';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { OpenedConsole } from '../sessions/console-sessions';
import { ConsoleLine } from './console-line';

const MINUTE = 60_000;
const visit: OpenedConsole = {
  id: 1,
  serverId: 1,
  userId: 1,
  sessionId: 1,
  asStaff: false,
  viewOnly: false,
  shareId: null,
  target: { host: '127.0.0.1', port: 5901, password: null },
};

/** A browser that answers pings as long as it is there. */
class QuietBrowser extends EventEmitter {
  readonly readyState = 1;
  readonly bufferedAmount = 0;
  pings = 0;
  closedWith: [number, string] | null = null;
  isThere = true;

  send(_data: unknown, _options?: unknown, done?: () => void): void {
    done?.();
  }
  ping(): void {
    this.pings += 1;
    if (this.isThere) this.emit('pong');
  }
  close(code: number, reason: string): void {
    this.closedWith ??= [code, reason];
  }
  terminate(): void {}
  pause(): void {}
  resume(): void {}
}

class QuietDesktop extends EventEmitter {
  destroyed = false;
  write(): boolean {
    return true;
  }
  pause(): void {}
  resume(): void {}
  destroy(): void {
    this.destroyed = true;
  }
}

async function opened(idleMinutes = 240, longestMinutes = 720) {
  const [browser, desktop] = [new QuietBrowser(), new QuietDesktop()];
  const limits = { idleMs: idleMinutes * MINUTE, longestMs: longestMinutes * MINUTE, bytesPerSecond: 0 };
  const ended = jest.fn();
  const line = new ConsoleLine(visit, browser as unknown as WebSocket, desktop as unknown as Socket, limits, ended);
  const starting = line.start(Buffer.alloc(0));
  for (const answer of [Buffer.from('RFB 003.008\n'), Buffer.from([1])]) {
    browser.emit('message', answer, true);
    await jest.advanceTimersByTimeAsync(0);
  }
  await starting;
  browser.emit('message', Buffer.from([1]), true);
  return { browser, desktop, ended };
}

describe(ConsoleLine, () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('stays up for half an hour in which nobody does anything, with a ping in every minute', async () => {
    const { browser, ended } = await opened();
    await jest.advanceTimersByTimeAsync(30 * MINUTE);
    expect(browser.closedWith).toBeNull();
    expect(ended).not.toHaveBeenCalled();
    expect(browser.pings).toBeGreaterThanOrEqual(30);
  });

  it('ends when nobody does anything for too long; pictures are not doing, keys are', async () => {
    const { browser, desktop } = await opened(60);
    await jest.advanceTimersByTimeAsync(50 * MINUTE);
    browser.emit('message', Buffer.from([4, 1, 0, 0, 0, 0, 0, 97]), true);
    await jest.advanceTimersByTimeAsync(50 * MINUTE);
    browser.emit('message', Buffer.from([3, 1, 0, 0, 0, 0, 4, 0, 3, 0]), true);
    expect(browser.closedWith).toBeNull();
    await jest.advanceTimersByTimeAsync(11 * MINUTE);
    expect(browser.closedWith).toEqual([4408, 'idle']);
    expect(desktop.destroyed).toBe(true);
  });

  it('ends after the longest time, however busy it is', async () => {
    const { browser } = await opened(60, 120);
    for (let minute = 0; minute < 121; minute++) {
      browser.emit('message', Buffer.from([5, 0, 0, 1, 0, 1]), true);
      await jest.advanceTimersByTimeAsync(MINUTE);
    }
    expect(browser.closedWith).toEqual([4409, 'longest']);
  });

  it('ends soon after the browser is gone without a word', async () => {
    const { browser } = await opened();
    browser.isThere = false;
    await jest.advanceTimersByTimeAsync(2 * MINUTE);
    expect(browser.closedWith).toEqual([1011, 'connection-lost']);
  });

  it('ends with the console, and tells once', async () => {
    const { browser, desktop, ended } = await opened();
    desktop.emit('close');
    desktop.emit('close');
    expect(browser.closedWith).toEqual([1000, 'console-ended']);
    expect(ended).toHaveBeenCalledTimes(1);
  });
});
