import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Pipe } from './pipe';
import type { ProxyFaults } from './proxy-faults';

/** The server behind a proxy. */
export interface Upstream {
  readonly host?: string;
  readonly port: number;
}

/**
 * A TCP proxy on loopback that can make any connection slow, lossy or dead: put it between two programs, point the one at
 * the proxy, and choose what goes wrong. Without faults it is transparent.
 */
export class FaultProxy {
  private readonly server: Server;
  private readonly pairs = new Set<readonly [Socket, Socket | undefined]>();
  private faults: ProxyFaults = {};
  private accepted = 0;

  private constructor(private readonly upstream: Upstream) {
    this.server = createServer({ allowHalfOpen: true }, socket => this.join(socket));
  }

  /** Listens on a free port and forwards to the server. */
  static async start(upstream: Upstream): Promise<FaultProxy> {
    const proxy = new FaultProxy(upstream);
    await new Promise<void>((resolve, reject) => {
      proxy.server.once('error', reject);
      proxy.server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** For HTTP upstreams. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Connections that were ever accepted. */
  get connections(): number {
    return this.accepted;
  }

  /** Replaces the faults, also of open connections. */
  set(faults: ProxyFaults): void {
    this.faults = faults;
  }

  /** Makes the network good again. */
  heal(): void {
    this.faults = {};
  }

  /** Resets every open connection. */
  resetAll(): void {
    for (const [client, server] of this.pairs) {
      client.resetAndDestroy();
      server?.resetAndDestroy();
    }
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>(resolve => this.server.close(() => resolve()));
    for (const [client, server] of this.pairs) {
      client.destroy();
      server?.destroy();
    }
    await closed;
  }

  private join(client: Socket): void {
    this.accepted += 1;
    client.on('error', () => undefined);
    if (this.faults.refuse) {
      client.resetAndDestroy();
      return;
    }
    if (this.faults.silent) {
      this.hold([client, undefined]);
      return;
    }
    const server = connect({ host: this.upstream.host ?? '127.0.0.1', port: this.upstream.port, allowHalfOpen: true });
    const pair = [client, server] as const;
    this.hold(pair);
    const sever = () => {
      client.resetAndDestroy();
      server.resetAndDestroy();
    };
    server.on('error', () => client.resetAndDestroy());
    server.on('close', () => client.destroy());
    client.on('close', () => server.destroy());
    void new Pipe(client, server, 'up', () => this.faults, sever).run();
    void new Pipe(server, client, 'down', () => this.faults, sever).run();
  }

  private hold(pair: readonly [Socket, Socket | undefined]): void {
    this.pairs.add(pair);
    pair[0].once('close', () => this.pairs.delete(pair));
  }
}
