import { jest } from '@jest/globals';

import { ConsoleConnection } from './console-connection';
import type { ConsoleWay } from './console-way';

const open: ConsoleWay = { checks: [], problem: null, ticket: 'a-ticket', path: '/api/vnc/ws', viewOnly: false };
const refused = (code: string): ConsoleWay => ({ ...open, ticket: null, problem: { code, title: 'No', remedy: 'Wait' } });
const explain = () => ({ code: 'unreachable', title: 'The panel does not answer', remedy: 'Try again' });

function connectionTo(...ways: (ConsoleWay | Error)[]) {
  let asked = 0;
  const connection = new ConsoleConnection(
    async () => {
      const way = ways[Math.min(asked++, ways.length - 1)];
      if (!way || way instanceof Error) throw way ?? new Error('none');
      return way;
    },
    'wss://panel.example',
    explain,
    () => 0.5,
  );
  return { connection, asked: () => asked };
}

describe(ConsoleConnection, () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('connects with the ticket that it was given', async () => {
    const { connection } = connectionTo(open);
    await connection.start();
    expect(connection.phase()).toBe('connecting');
    expect(connection.address()).toBe('wss://panel.example/api/vnc/ws?ticket=a-ticket');
    connection.connected();
    expect(connection.phase()).toBe('connected');
  });

  it('tells the first failure at once instead of trying behind the back', async () => {
    const { connection, asked } = connectionTo(refused('timeout'));
    await connection.start();
    expect(connection.phase()).toBe('failed');
    expect(connection.trouble()?.code).toBe('timeout');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(asked()).toBe(1);
  });

  it('says that a filter is in the way when the socket never opens', async () => {
    const { connection } = connectionTo(open);
    await connection.start();
    connection.lost({ hasOpened: false, reason: '' });
    expect(connection.trouble()?.code).toBe('socket-blocked');
    expect(connection.checks().at(-1)).toMatchObject({ name: 'socket', outcome: 'failed' });
  });

  it('comes back after 1, 2, 4, 8 and 16 seconds, and then says so', async () => {
    const { connection, asked } = connectionTo(open, new Error('offline'));
    await connection.start();
    connection.connected();
    connection.lost({ hasOpened: true, reason: '' });
    for (const seconds of [1, 2, 4, 8, 16]) {
      expect(connection.phase()).toBe('waiting');
      const before = asked();
      await jest.advanceTimersByTimeAsync(seconds * 1_000 - 1);
      expect(asked()).toBe(before);
      await jest.advanceTimersByTimeAsync(1);
      expect(asked()).toBe(before + 1);
    }
    expect(connection.phase()).toBe('failed');
    expect(connection.trouble()?.code).toBe('unreachable');
  });

  it('does not wait when the network is back', async () => {
    const { connection, asked } = connectionTo(open);
    await connection.start();
    connection.connected();
    connection.lost({ hasOpened: true, reason: '' });
    connection.hurry();
    await jest.advanceTimersByTimeAsync(0);
    expect(asked()).toBe(2);
    expect(connection.phase()).toBe('connecting');
  });

  it.each(['wrong-password', 'policy'])('stops at once when a new try is refused with %s', async code => {
    const { connection, asked } = connectionTo(open, refused(code));
    await connection.start();
    connection.connected();
    connection.lost({ hasOpened: true, reason: '' });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(connection.phase()).toBe('failed');
    expect(asked()).toBe(2);
  });

  it.each(['closed-by-staff', 'rights-lost', 'idle'])('does not come back after %s', async reason => {
    const { connection, asked } = connectionTo(open);
    await connection.start();
    connection.connected();
    connection.lost({ hasOpened: true, reason });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(connection.phase()).toBe('ended');
    expect(connection.trouble()?.code).toBe(reason);
    expect(asked()).toBe(1);
  });

  it('forgets an answer that comes after the person left', async () => {
    const { connection } = connectionTo(open);
    const trying = connection.start();
    connection.leave();
    await trying;
    expect(connection.phase()).toBe('ended');
    expect(connection.address()).toBeUndefined();
  });
});
