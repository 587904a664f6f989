import { createHash, timingSafeEqual } from 'node:crypto';
import { Refused, type Call, type Reply } from '../kit/call';
import { PrefixedRoutes } from '../kit/prefixed-routes';
import { ownSurroundings, Simulator, type Surroundings } from '../kit/simulator';
import type { ConsoleFault } from '../rfb';
import { serveBuild } from './build-routes';
import { serveCatalogue } from './catalogue-routes';
import { CHOICES } from './choices';
import { serveCompute } from './compute-routes';
import { serveConnectivity } from './connectivity-routes';
import { Consoles, type ConsoleLine } from './consoles';
import { serveCredit } from './credit-routes';
import { Logins } from './login-routes';
import { serveMedia } from './media-routes';
import type { CreditRow, UserRow } from './model';
import { serveModify } from './modify-routes';
import { serveNetwork } from './network-routes';
import { servePower } from './power-routes';
import { serveProfiles } from './profile-routes';
import { serveQueue } from './queue-routes';
import { serveResourcePacks } from './resource-pack-routes';
import { seedHostingCompany } from './seed';
import type { ServerRow } from './server-model';
import { serveServerPackage } from './server-package-routes';
import { serveServers } from './server-routes';
import { serveSshKeys } from './ssh-key-routes';
import { serveTraffic } from './traffic-routes';
import { serveUsage } from './usage-routes';
import { serveUsers } from './user-routes';
import { serveVnc } from './vnc-routes';
import { settle } from './work';
import { World, type Pace } from './world';

const API = '/api/v1';
/** Answers to these say where a server's console is. */
const SAYS_CONSOLE = /^\/api\/v1\/servers\/([1-9][0-9]*)(?:\/vnc)?$/;

/** How a simulated panel is set up. */
export interface VirtFusionOptions {
  readonly token?: string;
  readonly buildSeconds?: number;
  readonly powerSeconds?: number;
  /** Without it the panel starts empty. */
  readonly seed?: boolean;
  /** The address on which the servers' consoles listen; without one they have none. */
  readonly consoleHost?: string;
}

/** VirtFusion's control server: the documented Global API below `/api/v1`, and the page that single sign-on leads to. */
export class VirtFusionSimulator extends Simulator {
  readonly name = 'virtfusion';
  readonly prefix = '/virtfusion';
  readonly token: string;
  /** The servers' screens; undefined when the panel has none. */
  readonly consoles: Consoles | undefined;
  private readonly world: World;
  private readonly isSeeded: boolean;

  constructor(options: VirtFusionOptions = {}, surroundings: Surroundings = ownSurroundings()) {
    super(surroundings);
    this.token = options.token ?? 'sandbox-virtfusion-token';
    this.isSeeded = options.seed ?? true;
    this.world = new World(surroundings.clock, paceOf(options));
    const { consoleHost } = options;
    this.consoles = consoleHost === undefined ? undefined : new Consoles(this.world, consoleHost, () => this.changed());
    const logins = new Logins(this.world);
    this.mountApi(logins);
    this.routes.on('GET', '/token_authenticate', call => logins.enter(call));
    this.routes.on('GET', '/vnc', () => ({ status: 405, json: { message: 'The GET method is not supported for this route.' } }));
    this.reset();
  }

  /** Every route of the API, as `GET /servers/:serverId`. */
  operations(): string[] {
    return this.routes
      .list()
      .filter(route => route.includes(` ${API}/`))
      .map(route => route.replace(` ${API}`, ' '));
  }

  override async answer(call: Call): Promise<{ reply: Reply; known: boolean }> {
    settle(this.world);
    const { consoles } = this;
    if (!consoles) return super.answer(call);
    const serverId = SAYS_CONSOLE.exec(call.path)?.[1];
    if (serverId !== undefined) await consoles.locate(Number(serverId));
    const answer = await super.answer(call);
    await consoles.follow();
    return answer;
  }

  override async close(): Promise<void> {
    await this.consoles?.close();
  }

  /** The rows of servers as they are at this moment. */
  servers(): ServerRow[] {
    settle(this.world);
    return this.world.servers.all();
  }

  users(): UserRow[] {
    return this.world.users.all();
  }

  /** Everything that was ever given to or taken from users. */
  credits(): CreditRow[] {
    return this.world.credits.all();
  }

  /** The names of hypervisor groups, systems and packages, by id; for people who look at servers. */
  namesOf(server: ServerRow): { owner: string; location: string; system: string; plan: string } {
    const groupId = this.world.hypervisors.get(server.hypervisorId)?.groupId ?? 0;
    const template = this.world.templates.get(server.templateId);
    return {
      owner: this.world.users.get(server.ownerId)?.email ?? '',
      location: this.world.groups.get(groupId)?.name ?? '',
      system: template ? `${template.name} ${template.version}` : '',
      plan: this.world.packages.get(server.packageId)?.name ?? '',
    };
  }

  /** Puts a hypervisor into maintenance: power actions answer 503, and no new server lands on it. */
  setMaintenance(hypervisorId: number, maintenance: boolean): boolean {
    const hypervisor = this.world.hypervisors.get(hypervisorId);
    if (hypervisor) hypervisor.maintenance = maintenance;
    this.changed();
    return hypervisor !== undefined;
  }

  setHypervisorEnabled(hypervisorId: number, enabled: boolean): boolean {
    const hypervisor = this.world.hypervisors.get(hypervisorId);
    if (hypervisor) hypervisor.enabled = enabled;
    this.changed();
    return hypervisor !== undefined;
  }

  /** A server that must not be deleted: DELETE answers 423. */
  setDoNotDisturb(serverId: number, doNotDisturb: boolean): boolean {
    const server = this.world.servers.get(serverId);
    if (server) server.doNotDisturb = doNotDisturb;
    this.changed();
    return server !== undefined;
  }

  /** A server's console: its port, what is on the screen, who is connected. Undefined without such a server, or without consoles. */
  async console(serverId: number): Promise<ConsoleLine | undefined> {
    const { consoles } = this;
    const server = this.servers().find(({ id }) => id === serverId);
    if (!consoles || !server) return undefined;
    await consoles.locate(serverId);
    return consoles.report(server);
  }

  /** Makes something go wrong at a server's console until the fault is `none`; answers whether there is such a console. */
  async failConsole(serverId: number, fault: ConsoleFault): Promise<boolean> {
    settle(this.world);
    return (await this.consoles?.setFault(serverId, fault)) ?? false;
  }

  /** The next queue item of this action, such as `build_server` or `boot_server`, will end as failed. */
  failNext(action: string): void {
    this.world.doomed.push(action);
  }

  /** Ties a server to a user's resource pack; the API can act on such servers but not make them. */
  assignToResourcePack(serverId: number, userPackId: number): void {
    const server = this.world.servers.get(serverId);
    if (server) server.resourcePackId = userPackId;
    this.changed();
  }

  snapshot(): unknown {
    return this.world.snapshot();
  }

  restore(state: unknown): void {
    this.world.restore(state);
    this.consoles?.forget();
    void this.consoles?.follow();
  }

  reset(): void {
    this.consoles?.forget();
    this.consoles?.clearFaults();
    this.world.clear();
    if (this.isSeeded) seedHostingCompany(this.world);
  }

  failure(status: number): Reply {
    if (status === 401) return { status };
    if (status === 422) return { status, json: { errors: ['The request could not be processed'] } };
    if (status === 429) return { status, json: { message: 'Too Many Attempts.' } };
    if (status >= 500) return { status, json: { message: 'Server Error' } };
    return { status, json: { msg: status === 403 ? CHOICES.forbiddenMessage : 'The request was refused' } };
  }

  override rateLimited(retryAfterSeconds: number): Reply {
    const headers = { 'retry-after': String(retryAfterSeconds), 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0' };
    return { ...this.failure(429), headers };
  }

  protected override admit(call: Call): void {
    if (call.path.startsWith(`${API}/`) && !sameText(call.headers.authorization ?? '', `Bearer ${this.token}`)) {
      throw new Refused({ status: 401 });
    }
  }

  protected override unknownPath(call: Call): Reply {
    return { status: 404, json: { message: `The route ${call.path.slice(1)} could not be found.` } };
  }

  protected override wrongMethod(call: Call, methods: readonly string[]): Reply {
    const message = `The ${call.method} method is not supported for route ${call.path.slice(1)}. Supported methods: ${methods.join(', ')}.`;
    return { status: 405, json: { message }, headers: { allow: methods.join(', ') } };
  }

  private mountApi(logins: Logins): void {
    const { world } = this;
    const api = new PrefixedRoutes(this.routes, API);
    for (const serve of [
      ...[serveCatalogue, serveCompute, serveConnectivity, serveMedia, serveQueue, serveSshKeys, serveUsers, serveCredit],
      ...[serveUsage, serveProfiles, serveResourcePacks, serveServers, serveBuild, servePower, serveModify, serveServerPackage],
      ...[serveNetwork, serveTraffic, serveVnc],
    ]) {
      serve(api, world);
    }
    logins.serveApi(api);
  }
}

function paceOf({ buildSeconds = 6, powerSeconds = Math.min(2, buildSeconds / 3) }: VirtFusionOptions): Pace {
  return { buildSeconds, powerSeconds };
}

/** Compares without telling by its duration how much was right. */
function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
