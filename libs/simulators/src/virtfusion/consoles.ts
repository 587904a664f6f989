import { networkInterfaces } from 'node:os';
import { MachineConsole, type ConsoleFault, type ConsoleReport, type Machine } from '../rfb';
import type { ServerRow } from './server-model';
import { settle } from './work';
import type { World } from './world';

const LOOK_EVERY_MS = 250;

/** A console as people and tests look at it. */
export interface ConsoleLine extends ConsoleReport {
  readonly serverId: number;
  readonly host: string;
  /** Null until somebody asked where it is. */
  readonly port: number | null;
}

const CLOSED: ConsoleReport = {
  ...{ state: 'closed', fault: { fault: 'none' }, connections: 0, keysReceived: 0, pointerEvents: 0, clipboard: null },
  ...{ resolution: { width: 0, height: 0 }, lines: [] },
};

/**
 * The screens of a panel's servers. A server has its port from the first time that somebody asks where its console is; from then
 * on the port is open while the server runs and its console was not disabled.
 */
export class Consoles {
  private readonly consoles = new Map<number, MachineConsole>();
  private readonly faults = new Map<number, ConsoleFault>();
  private readonly opening = new Map<number, Promise<void>>();
  private watch: NodeJS.Timeout | undefined;
  private isOver = false;

  constructor(
    private readonly world: World,
    private readonly host: string,
    private readonly portTaken: () => void,
  ) {
    world.consoleIp = addressOf(host);
  }

  /** Opens, closes and restarts consoles as the servers' power demands; done when every port is what it should be. */
  async follow(): Promise<void> {
    const { servers } = this.world;
    for (const [id, screen] of this.consoles) {
      const server = servers.get(id);
      if (!server || !isPowered(server) || server.vnc.isClosed || screen.bootedAt !== bootOf(server)) this.remove(id);
    }
    if (!this.isOver) for (const server of servers.all()) if (server.vnc.consolePort !== undefined) this.keepOpen(server);
    while (this.opening.size > 0) await Promise.all(this.opening.values());
    this.watchOn();
  }

  /** Gives a server's console a port, if it has none yet. */
  async locate(serverId: number): Promise<void> {
    const server = this.world.servers.get(serverId);
    if (server && server.vnc.consolePort === undefined) this.startOpening(server);
    await this.follow();
  }

  async setFault(serverId: number, fault: ConsoleFault): Promise<boolean> {
    if (!this.world.servers.get(serverId)) return false;
    if (fault.fault === 'none') this.faults.delete(serverId);
    else this.faults.set(serverId, fault);
    const screen = this.consoles.get(serverId);
    screen?.setFault(fault);
    if (fault.fault === 'refuse') screen?.shut();
    await this.follow();
    return true;
  }

  /** What is to be seen and known of a server's console at this moment. */
  report(server: ServerRow): ConsoleLine {
    const known = { serverId: server.id, host: this.world.consoleIp ?? this.host, port: server.vnc.consolePort ?? null };
    const report = isPowered(server) ? this.consoleOf(server).report() : CLOSED;
    return { ...known, ...report, fault: this.faults.get(server.id) ?? CLOSED.fault };
  }

  /** The same without the screen, for lists. */
  brief(server: ServerRow): Pick<ConsoleLine, 'port' | 'state' | 'connections' | 'fault'> {
    const screen = this.consoles.get(server.id);
    return {
      port: server.vnc.consolePort ?? null,
      state: screen?.isOpen ? 'open' : 'closed',
      connections: screen?.connections ?? 0,
      fault: this.faults.get(server.id) ?? CLOSED.fault,
    };
  }

  /** Drops every connection and starts from what the world says, as after a restored snapshot. */
  forget(): void {
    for (const id of [...this.consoles.keys()]) this.remove(id);
  }

  clearFaults(): void {
    this.faults.clear();
  }

  async close(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.opening.values());
    clearTimeout(this.watch);
    this.forget();
  }

  private keepOpen(server: ServerRow): void {
    if (this.mayBeOpen(server) && !this.consoleOf(server).isOpen) this.startOpening(server);
  }

  private startOpening(server: ServerRow): void {
    if (this.opening.has(server.id) || this.isOver) return;
    const work = this.open(server)
      .catch((error: unknown) => console.error(`The console of server ${server.id} has no port:`, error))
      .finally(() => this.opening.delete(server.id));
    this.opening.set(server.id, work);
  }

  /** A machine that is off only finds out which port it will have. */
  private async open(server: ServerRow): Promise<void> {
    const screen = this.consoleOf(server);
    const port = await screen.open(server.vnc.consolePort);
    if (port !== server.vnc.consolePort) {
      server.vnc.consolePort = port;
      this.portTaken();
    }
    if (this.isOver || !this.mayBeOpen(server) || this.consoles.get(server.id) !== screen) screen.close();
  }

  private mayBeOpen(server: ServerRow): boolean {
    const isKnown = this.world.servers.get(server.id) === server;
    return isKnown && isPowered(server) && !server.vnc.isClosed && this.faults.get(server.id)?.fault !== 'refuse';
  }

  private consoleOf(server: ServerRow): MachineConsole {
    const known = this.consoles.get(server.id);
    if (known) return known;
    const bootedAt = bootOf(server);
    const screen = new MachineConsole({
      host: this.host,
      machine: machineOf(this.world, server),
      now: () => this.world.now(),
      bootedAt,
      password: () => server.vnc.password,
      mayEnter: () => {
        settle(this.world);
        // Afterwards, when the viewer counts.
        setImmediate(() => void this.follow());
        return this.mayBeOpen(server) && bootOf(server) === bootedAt;
      },
    });
    const fault = this.faults.get(server.id);
    if (fault) screen.setFault(fault);
    this.consoles.set(server.id, screen);
    return screen;
  }

  private remove(id: number): void {
    this.consoles.get(id)?.close();
    this.consoles.delete(id);
  }

  /** Power changes with the clock, so somebody must look while there is a viewer to tell, or work that will end. */
  private watchOn(): void {
    clearTimeout(this.watch);
    const hasViewers = [...this.consoles.values()].some(screen => screen.connections > 0);
    if (this.isOver || this.consoles.size === 0 || (!hasViewers && this.world.openQueue().size === 0)) return;
    this.watch = setTimeout(() => {
      settle(this.world);
      void this.follow();
    }, LOOK_EVERY_MS).unref();
  }
}

function isPowered(server: ServerRow): boolean {
  return server.built !== null && server.power === 'running';
}

function bootOf(server: ServerRow): number {
  return server.bootedAt ?? server.built ?? server.created;
}

function machineOf(world: World, server: ServerRow): Machine {
  const template = world.templates.get(server.templateId);
  const { memory, cpuCores: cores, storage } = server.resources;
  return {
    hostname: server.hostname ?? (server.name || `server-${server.id}`),
    system: template ? `${template.name} ${template.version}` : 'Linux',
    ...{ memory, cores, storage, address: server.interfaces.primary.ipv4[0]?.address ?? null },
  };
}

/** The address to report for a host that is listened on: of all addresses, the first that others can reach. */
function addressOf(host: string): string {
  if (host !== '0.0.0.0' && host !== '::') return host === 'localhost' ? '127.0.0.1' : host;
  const outer = Object.values(networkInterfaces())
    .flatMap(addresses => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  return outer?.address ?? '127.0.0.1';
}
