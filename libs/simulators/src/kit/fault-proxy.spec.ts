import { createServer, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { FaultProxy } from './fault-proxy';

const BODY = 'x'.repeat(20_000);

describe(FaultProxy.name, () => {
  let server: Server;
  let proxy: FaultProxy;

  beforeEach(async () => {
    server = createServer((request, response) => {
      request.resume();
      request.on('end', () => response.end(BODY));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    proxy = await FaultProxy.start({ port: (server.address() as AddressInfo).port });
  });

  afterEach(async () => {
    await proxy.stop();
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  const read = async (timeoutMs = 5_000): Promise<string> => {
    const answer = await fetch(proxy.url, { headers: { connection: 'close' }, signal: AbortSignal.timeout(timeoutMs) });
    return answer.text();
  };

  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const startedAt = performance.now();
    await work();
    return performance.now() - startedAt;
  };

  it('is transparent without faults', async () => {
    expect(await read()).toBe(BODY);
    expect(proxy.connections).toBe(1);
  });

  it('makes both ways late', async () => {
    proxy.set({ latencyMs: 120 });
    expect(await timed(read)).toBeGreaterThan(235);
  });

  it('makes only one way late when told so', async () => {
    proxy.set({ latencyMs: 200, direction: 'down' });
    const duration = await timed(read);
    expect(duration).toBeGreaterThan(195);
    expect(await read()).toBe(BODY);
  });

  it('varies the latency by the jitter and keeps the bytes in order', async () => {
    proxy.set({ latencyMs: 40, jitterMs: 30, sliceBytes: 500 });
    expect(await read()).toBe(BODY);
  });

  it('lets only so many bytes a second through', async () => {
    proxy.set({ bandwidth: 50_000, direction: 'down' });
    expect(await timed(read)).toBeGreaterThan(330);
  });

  it('never answers when silent, and the caller runs out of time', async () => {
    proxy.set({ silent: true });
    await expect(read(200)).rejects.toThrow(/timeout/i);
  });

  it('falls silent on a connection that is already open', async () => {
    proxy.set({ latencyMs: 100 });
    const answer = read(600);
    proxy.set({ silent: true });
    await expect(answer).rejects.toThrow(/timeout/i);
  });

  it('resets in the middle of an answer', async () => {
    proxy.set({ resetAfterBytes: 3_000, direction: 'down' });
    await expect(read()).rejects.toThrow();
  });

  it('ends after a limit of bytes, so that the answer is cut short', async () => {
    const received = await new Promise<string>((resolve, reject) => {
      proxy.set({ limitBytes: 1_000, direction: 'down' });
      const socket = connect(proxy.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'));
      let text = '';
      socket.on('data', chunk => (text += chunk.toString()));
      socket.on('end', () => resolve(text));
      socket.on('error', reject);
    });
    expect(received).toHaveLength(1_000);
  });

  it('ends one direction and leaves the other open', async () => {
    proxy.set({ halfCloseAfterBytes: 1_000, direction: 'down' });
    const heard = await new Promise<{ text: string; isWritable: boolean }>((resolve, reject) => {
      const socket = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true }, () =>
        socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'),
      );
      let text = '';
      socket.on('data', chunk => (text += chunk.toString()));
      socket.on('end', () => {
        resolve({ text, isWritable: socket.writable });
        socket.destroy();
      });
      socket.on('error', reject);
    });
    expect(heard.text).toHaveLength(1_000);
    expect(heard.isWritable).toBe(true);
  });

  it('slices the stream', async () => {
    proxy.set({ sliceBytes: 4_000, sliceDelayMs: 30, direction: 'down' });
    let body = '';
    expect(await timed(async () => (body = await read()))).toBeGreaterThan(110);
    expect(body).toBe(BODY);
  });

  it('refuses connections', async () => {
    proxy.set({ refuse: true });
    await expect(read()).rejects.toThrow();
    proxy.heal();
    expect(await read()).toBe(BODY);
  });

  it('resets every open connection at once', async () => {
    proxy.set({ silent: true });
    const answer = read();
    const refused = expect(answer).rejects.toThrow(/fetch failed/);
    while (proxy.connections === 0) await new Promise(resolve => setTimeout(resolve, 5));
    proxy.resetAll();
    await refused;
  });

  it('tells of an end late when closing is slow', async () => {
    const sockets = new Set<Socket>();
    const closing = createTcpServer(socket => {
      sockets.add(socket);
      socket.end('bye');
    });
    await new Promise<void>(resolve => closing.listen(0, '127.0.0.1', resolve));
    const slow = await FaultProxy.start({ port: (closing.address() as AddressInfo).port });
    slow.set({ slowCloseMs: 200, direction: 'down' });
    const duration = await timed(
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect(slow.port, '127.0.0.1');
          socket.on('data', chunk => expect(chunk.toString()).toBe('bye'));
          socket.on('end', resolve);
          socket.on('error', reject);
        }),
    );
    expect(duration).toBeGreaterThan(195);
    await slow.stop();
    for (const socket of sockets) socket.destroy();
    await new Promise(resolve => closing.close(resolve));
  });
});
