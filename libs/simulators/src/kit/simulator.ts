import { Refused, type Call, type Reply } from './call';
import { Clock } from './clock';
import { Faults, type Fault, type FaultRequest } from './faults';
import { HttpHost } from './http-host';
import { Journal } from './journal';
import { Routes } from './routes';

/** What simulators on one host share. */
export interface Surroundings {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly journal: Journal;
}

/** Surroundings of a simulator that stands alone. */
export function ownSurroundings(): Surroundings {
  return { clock: new Clock(), faults: new Faults(), journal: new Journal() };
}

/** An outside system as a server with a memory. It knows the provider's documented paths and no others. */
export abstract class Simulator {
  abstract readonly name: string;
  /** Where the service is mounted on its host, such as `/paypal`. */
  abstract readonly prefix: string;
  protected readonly routes = new Routes();
  private ownHost: HttpHost | undefined;
  private origin = 'http://127.0.0.1:0';
  private changeListener: () => void = () => undefined;

  constructor(readonly surroundings: Surroundings = ownSurroundings()) {}

  /** The service's address with its prefix, once it is served. */
  get url(): string {
    return this.origin + this.prefix;
  }

  get journal(): Journal {
    return this.surroundings.journal;
  }

  /** Serves this simulator alone, on a free port unless one is given. */
  async start(port = 0): Promise<string> {
    this.ownHost = await HttpHost.start({ port, surroundings: this.surroundings, simulators: [this] });
    return this.url;
  }

  async stop(): Promise<void> {
    await this.close();
    await this.ownHost?.stop();
    this.ownHost = undefined;
  }

  /** Ends the simulator's own work (timers, deliveries), not its host. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Makes the next call to this service meet a fault. */
  failNextCall(fault: Omit<FaultRequest, 'service'>): Fault {
    return this.surroundings.faults.add({ times: 1, ...fault, service: this.name });
  }

  /** Told by the host when it listens. */
  servedAt(origin: string): void {
    this.origin = origin;
  }

  /** Calls back after every change that a state file should keep. */
  onChange(listener: () => void): void {
    this.changeListener = listener;
  }

  /** Told by the host when a call that may have changed the memory is done. */
  answered(): void {
    this.changed();
  }

  /** The whole memory as JSON. */
  abstract snapshot(): unknown;
  abstract restore(state: unknown): void;
  /** Forgets everything. */
  abstract reset(): void;

  /** Answers a call; an unknown path is `undefined`, so that the host can say so loudly. */
  async answer(call: Call): Promise<{ reply: Reply; known: boolean }> {
    const match = this.routes.find(call.method, call.path);
    if (match.kind === 'unknown') return { reply: this.unknownPath(call), known: false };
    if (match.kind === 'wrong-method') return { reply: this.wrongMethod(call, match.methods), known: false };
    const known = { ...call, params: decoded(match.params) };
    try {
      this.admit(known);
      return { reply: await match.handler(known), known: true };
    } catch (error) {
      if (error instanceof Refused) return { reply: error.reply, known: true };
      throw error;
    }
  }

  /** The provider's own words for a failure that was asked for by a fault. */
  abstract failure(status: number): Reply;

  /** The provider's answer when the caller is too quick. */
  rateLimited(retryAfterSeconds: number): Reply {
    return { ...this.failure(429), headers: { 'retry-after': String(retryAfterSeconds) } };
  }

  /** Refuses callers the provider would refuse, by throwing `Refused`. */
  protected admit(_call: Call): void {}

  protected unknownPath(_call: Call): Reply {
    return this.failure(404);
  }

  protected wrongMethod(_call: Call, methods: readonly string[]): Reply {
    return { ...this.failure(405), headers: { allow: methods.join(', ') } };
  }

  protected changed(): void {
    this.changeListener();
  }
}

function decoded(params: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}
