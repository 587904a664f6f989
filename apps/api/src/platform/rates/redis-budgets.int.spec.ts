import { Logger } from '@nestjs/common';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { BudgetStore, type Grant } from './budget-store';
import { RedisBudgets } from './redis-budgets';
import { SharedLimiter } from './shared-limiter';

/** Enough of a Redis server for counters, speaking its protocol over a real connection. */
class CounterServer {
  readonly counters = new Map<string, number>();
  readonly expiries = new Map<string, number>();
  isSilent = false;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer(socket => {
    this.sockets.add(socket);
    let rest = '';
    socket.on('error', () => undefined);
    socket.on('data', chunk => {
      rest += chunk.toString('utf8');
      for (let command = firstOf(rest); command; command = firstOf(rest)) {
        rest = rest.slice(command.length);
        if (!this.isSilent) socket.write(this.answer(command.words));
      }
    });
  });

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `redis://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private answer([name = '', ...keys]: readonly string[]): string {
    const [key = '', amount = '0'] = keys;
    switch (name.toLowerCase()) {
      case 'incrby':
        return this.add(key, Number(amount));
      case 'decrby':
        return this.add(key, -Number(amount));
      case 'mget':
        return `*${keys.length}\r\n${keys.map(one => this.bulk(one)).join('')}`;
      case 'pexpire':
        this.expiries.set(key, Number(amount));
        return ':1\r\n';
      default:
        return '+OK\r\n';
    }
  }

  private bulk(key: string): string {
    const value = this.counters.get(key);
    return value === undefined ? '$-1\r\n' : `$${String(value).length}\r\n${value}\r\n`;
  }

  private add(key: string, amount: number): string {
    const value = (this.counters.get(key) ?? 0) + amount;
    this.counters.set(key, value);
    return `:${value}\r\n`;
  }
}

/** The first whole command of what has arrived, with its length. */
function firstOf(text: string): { words: string[]; length: number } | null {
  const head = /^\*(\d+)\r\n/.exec(text);
  if (!head) return null;
  let position = head[0].length;
  const words: string[] = [];
  for (let index = 0; index < Number(head[1]); index += 1) {
    const size = /^\$(\d+)\r\n/.exec(text.slice(position));
    if (!size) return null;
    position += size[0].length;
    const end = position + Number(size[1]);
    if (text.length < end + 2) return null;
    words.push(text.slice(position, end));
    position = end + 2;
  }
  return { words, length: position };
}

class CountingFallback extends BudgetStore {
  asked = 0;

  take(_subject: string, limit: number, wanted: number): Promise<Grant> {
    this.asked += 1;
    return Promise.resolve({ granted: Math.min(wanted, limit), remaining: 0, endsInMs: 60_000, retryInMs: 0 });
  }
}

describe(RedisBudgets, () => {
  let server: CounterServer;
  let fallback: CountingFallback;
  let stores: RedisBudgets[];
  let url: string;

  beforeEach(async () => {
    Logger.overrideLogger(false);
    server = new CounterServer();
    url = await server.start();
    fallback = new CountingFallback();
    // A machine that is busy with other tests may take its time; only silence is to count as gone.
    stores = [new RedisBudgets(url, fallback, 20_000), new RedisBudgets(url, fallback, 20_000)];
  });
  afterEach(() => {
    jest.restoreAllMocks();
    for (const store of stores) store.onApplicationShutdown();
    server.stop();
  });

  it('shares one budget between processes, and gives back what was too much', async () => {
    // A minute that ends in the middle would rightly let more through.
    jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 0, 1, 12, 0, 30));
    const limiters = stores.map(store => new SharedLimiter(store));
    const verdicts = await Promise.all(
      Array.from({ length: 300 }, (_, index) => limiters[index % 2]?.admit('key:7', 100)).map(
        verdict => verdict ?? Promise.reject(),
      ),
    );
    const admitted = verdicts.filter(({ isAdmitted }) => isAdmitted).length;
    expect(admitted).toBeGreaterThanOrEqual(98);
    expect(admitted).toBeLessThanOrEqual(100);
    expect([...server.counters.values()].reduce((sum, value) => sum + value, 0)).toBe(admitted);
    expect([...server.expiries.values()].every(milliseconds => milliseconds >= 120_000)).toBe(true);
    expect(fallback.asked).toBe(0);
  });

  it('counts the minute before in proportion', async () => {
    const minute = Math.floor(Date.now() / 60_000);
    server.counters.set(`skypanel:rate:key:7:${minute - 1}`, 100);
    const share = 1 - (Date.now() % 60_000) / 60_000;
    const { remaining, granted, retryInMs } = (await stores[0]?.take('key:7', 100, 10)) ?? {
      remaining: 0,
      granted: 0,
      retryInMs: 0,
    };
    expect(Math.abs(remaining + granted - (100 - 100 * share))).toBeLessThanOrEqual(2);
    expect(granted > 0 || retryInMs > 0).toBe(true);
  });

  it('goes on with the other store while Redis is silent or gone', async () => {
    const store = new RedisBudgets(url, fallback);
    stores.push(store);
    server.isSilent = true;
    expect(await store.take('key:7', 100, 10)).toMatchObject({ granted: 10 });
    server.stop();
    for (let times = 0; times < 20; times += 1) await store.take('key:7', 100, 10);
    expect(fallback.asked).toBe(21);
  });

  it('goes on when Redis was never there', async () => {
    server.stop();
    const store = new RedisBudgets('redis://127.0.0.1:1', fallback);
    stores.push(store);
    expect(await store.take('key:7', 100, 10)).toMatchObject({ granted: 10 });
  });
});
