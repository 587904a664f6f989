// The links between the API and what it depends on: each leads through a proxy that can make it slow, lossy or dead.
import { setTimeout as pause } from 'node:timers/promises';

/** What a link suffers, by the kind that a schedule names. Milliseconds, bytes, and bytes a second. */
const FAULTS = {
  late: ({ jitter }) => ({ latencyMs: 500, jitterMs: jitter }),
  thin: () => ({ bandwidth: 50_000 }),
  slices: () => ({ sliceBytes: 10, sliceDelayMs: 1 }),
  reset: ({ bytes }) => ({ resetAfterBytes: bytes }),
  'half-closed': ({ bytes }) => ({ halfCloseAfterBytes: bytes }),
  'cut short': ({ bytes }) => ({ limitBytes: bytes }),
  'black hole': () => ({ silent: true }),
  refused: () => ({ refuse: true }),
};

/** All kinds of faults of a link. */
export const LINK_FAULTS = Object.keys(FAULTS);
/** All links. */
export const LINKS = ['database', 'paypal', 'virtfusion'];

export class Links {
  #proxies;

  /** Puts a proxy before each port. */
  static async open(FaultProxy, ports) {
    const links = new Links();
    const opened = Object.entries(ports).map(async ([name, port]) => [name, await FaultProxy.start({ port })]);
    links.#proxies = Object.fromEntries(await Promise.all(opened));
    return links;
  }

  /** Where the API reaches something over HTTP. */
  url(name) {
    return this.#proxies[name].url;
  }

  /** An address with the port of the link instead of its own. */
  through(name, address) {
    const url = new URL(address);
    url.port = String(this.#proxies[name].port);
    return url.href;
  }

  /** A link is bad for a while. What was under way on it may be lost. */
  async suffer({ link, kind, direction, milliseconds, ...measure }) {
    const proxy = this.#proxies[link];
    proxy.set({ ...FAULTS[kind](measure), ...(direction !== 'both' && { direction }) });
    // A machine that went away does not tell: connections made before suffer as well.
    if (kind === 'refused') proxy.resetAll();
    await pause(milliseconds);
    proxy.heal();
  }

  heal() {
    for (const proxy of Object.values(this.#proxies)) proxy.heal();
  }

  stop() {
    return Promise.all(Object.values(this.#proxies).map(proxy => proxy.stop()));
  }
}
