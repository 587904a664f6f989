import { Injectable } from '@nestjs/common';
import { UpstreamError } from '@sky/integrations/upstream';
import { VirtFusion, type VncAccess } from '@sky/integrations/virtfusion';
import { Config } from '@api/platform';
import { Observer } from '../../observing/observer';
import { ServerReader } from '../../reading/server-reader';
import { type ConsoleCause, ConsoleProblem } from '../causes';
import type { ConsoleServer } from '../console-access';
import type { ConsoleTarget } from '../sessions/console-sessions';
import { VncSwitch } from '../vnc-switch';
import { AddressRule } from './address-rule';
import { resolveConsole } from './dial';
import { portsThatAnswer } from './find-ports';
import { knock, type Patience } from './knock';

export const CHECK_NAMES = ['ready', 'running', 'address', 'console'] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** One thing that must be so before a console can be shown. */
export interface Check {
  readonly name: CheckName;
  readonly outcome: 'passed' | 'failed';
  readonly detail: string;
  readonly tookMs: number;
}

/** What the checks found: a console that accepts its password, or the first cause why not. */
export interface Preflight {
  readonly checks: readonly Check[];
  readonly target: ConsoleTarget | null;
  readonly cause: ConsoleCause | null;
}

const ASK_MS = 5_000;
/** Somebody watches the checks; together they end before a browser gives up. */
const PATIENCE: Patience = { connectMs: 4_000, handshakeMs: 4_000 };
/** Built and obeying. A deleted one is waiting to be; its console may help somebody who wants to save something. */
const USABLE = new Set(['running', 'stopped', 'unknown', 'deleting']);

/** Looks for the console of a server step by step, so that a failure has a name. */
@Injectable()
export class ConsolePreflight {
  private readonly rule: AddressRule;

  constructor(
    private readonly virtfusion: VirtFusion,
    private readonly observer: Observer,
    private readonly reader: ServerReader,
    private readonly vnc: VncSwitch,
    { env }: Config,
  ) {
    this.rule = new AddressRule(env.CONSOLE_NETWORKS);
  }

  /** Staff are also told which other ports answer; customers need not know what else runs there. */
  async check(server: ConsoleServer, forStaff: boolean): Promise<Preflight> {
    const checks: Check[] = [];
    const step = async <Found>(name: CheckName, act: () => Promise<[Found, string]>): Promise<Found> => {
      const startedAt = performance.now();
      const took = () => Math.round(performance.now() - startedAt);
      try {
        const [found, detail] = await act();
        checks.push({ name, outcome: 'passed', detail, tookMs: took() });
        return found;
      } catch (error) {
        if (error instanceof ConsoleProblem) checks.push({ name, outcome: 'failed', detail: error.detail, tookMs: took() });
        throw error;
      }
    };
    try {
      const upstreamId = await step('ready', () => ready(server));
      await step('running', () => this.running(server));
      const access = await step('address', () => this.address(server, upstreamId));
      const target = await step('console', () => this.open(access, forStaff));
      return { checks, target, cause: null };
    } catch (error) {
      if (!(error instanceof ConsoleProblem)) throw error;
      return { checks, target: null, cause: error.consoleCause };
    }
  }

  /** Asks for the truth of now; when nobody answers, the last known state decides, and unknown is not off. */
  private async running({ id }: ConsoleServer): Promise<[void, string]> {
    await this.observer.observe(id);
    const found = await this.reader.find(id);
    if (found?.row.state === 'stopped') throw new ConsoleProblem('server-off', 'VirtFusion says that it does not run.');
    return [undefined, found?.row.state === 'unknown' ? 'VirtFusion cannot tell.' : 'VirtFusion says so.'];
  }

  /** What was turned off here stays closed until it is turned on here, whatever still answers there. */
  private async address(
    server: ConsoleServer,
    upstreamId: number,
  ): Promise<[VncAccess & { host: string; port: number }, string]> {
    if ((await this.vnc.state(server)).isEnabled === false) throw new ConsoleProblem('vnc-disabled', 'It was turned off here.');
    const access = await this.virtfusion
      .forGroup(server.groupId)
      .within(ASK_MS)
      .vnc(upstreamId)
      .catch((error: unknown) => {
        if (!(error instanceof UpstreamError)) throw error;
        throw new ConsoleProblem(
          'platform-silent',
          error.outcome === 'refused' ? error.reason : 'VirtFusion did not answer in time.',
        );
      });
    const { host, port } = access;
    if (host === null || port === null || port < 1)
      throw new ConsoleProblem('vnc-disabled', 'VirtFusion reports no port for it.');
    return [{ ...access, host, port }, `port ${port}`];
  }

  private async open(access: VncAccess & { host: string; port: number }, forStaff: boolean): Promise<[ConsoleTarget, string]> {
    const { port, password } = access;
    const host = await resolveConsole(access.host, this.rule);
    try {
      const { socket } = await knock({ host, port }, password, PATIENCE);
      socket.destroy();
      return [{ host, port, password }, 'VNC, its password was accepted'];
    } catch (error) {
      if (!(error instanceof ConsoleProblem) || error.consoleCause !== 'port-refused') throw error;
      throw new ConsoleProblem('port-refused', forStaff ? await explain(host, port) : `Port ${port} is closed.`);
    }
  }
}

async function explain(host: string, reported: number): Promise<string> {
  const open = (await portsThatAnswer(host)).filter(port => port !== reported);
  const others = open.length === 0 ? 'No other console port answers there either.' : `Others answer there: ${open.join(', ')}.`;
  return `Port ${reported} is closed. ${others}`;
}

function ready({ upstreamId, isBuilt, state }: ConsoleServer): Promise<[number, string]> {
  if (upstreamId === null || !isBuilt || !USABLE.has(state))
    return Promise.reject(new ConsoleProblem('not-ready', `The server is ${state}.`));
  return Promise.resolve([upstreamId, 'built and in service']);
}
