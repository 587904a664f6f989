import { ControlSimulator } from './control/simulator';
import type { Clock } from './kit/clock';
import type { Faults } from './kit/faults';
import { HttpHost } from './kit/http-host';
import type { Journal } from './kit/journal';
import { ownSurroundings, type Simulator } from './kit/simulator';
import { PayPalSimulator } from './paypal/simulator';
import type { Mailbox } from './smtp2go/mailbox';
import { Smtp2goSimulator } from './smtp2go/simulator';
import { StateFile } from './state-file';
import { VirtFusionSimulator } from './virtfusion/simulator';

/** How a sandbox is set up; everything has a default. */
export interface SandboxOptions {
  /** 0 takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** The origin that others reach it by, put into every link it gives; by default the address it listens on. */
  readonly publicUrl?: string | undefined;
  /** Keeps the state there, across restarts and kills. */
  readonly stateFile?: string | undefined;
  /** Real seconds a build takes. */
  readonly buildSeconds?: number;
  readonly powerSeconds?: number;
  /** Without the hosting company VirtFusion starts empty. */
  readonly seed?: boolean;
  /** Whether servers have a console that can be connected to; on unless switched off. */
  readonly consoles?: boolean;
  readonly virtfusionToken?: string | undefined;
  readonly paypalClientId?: string | undefined;
  readonly paypalClientSecret?: string | undefined;
  readonly paypalWebhookId?: string | undefined;
  readonly paypalWebhookUrl?: string | undefined;
  readonly webhookRetryDelaysMs?: readonly number[];
  readonly smtp2goApiKey?: string | undefined;
}

/** Every simulated outside system on one address, and the levers to move them. */
export interface Sandbox {
  readonly url: string;
  readonly virtfusion: VirtFusionSimulator;
  readonly paypal: PayPalSimulator;
  readonly smtp2go: Smtp2goSimulator;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly mail: Mailbox;
  readonly clock: Clock;
  /** Back to the seed, at real time, without faults and without a past. */
  reset(): void;
  snapshot(): SandboxSnapshot;
  restore(state: SandboxSnapshot): void;
  stop(): Promise<void>;
}

/** The whole state as JSON. */
export interface SandboxSnapshot {
  readonly version: 1;
  readonly clock: { readonly aheadMs: number };
  readonly services: Readonly<Record<string, unknown>>;
}

/** Starts every simulated service on one HTTP server on loopback. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const surroundings = ownSurroundings();
  const { clock, faults, journal } = surroundings;
  const { virtfusion, paypal, smtp2go } = servicesOf(options, surroundings);
  const services: readonly Simulator[] = [virtfusion, paypal, smtp2go];

  const snapshot = (): SandboxSnapshot => ({
    version: 1,
    clock: clock.snapshot(),
    services: Object.fromEntries(services.map(service => [service.name, service.snapshot()])),
  });
  const restore = (state: SandboxSnapshot): void => {
    clock.restore(state.clock);
    for (const service of services)
      if (state.services[service.name]) service.restore(structuredClone(state.services[service.name]));
  };
  const reset = (): void => {
    clock.reset();
    faults.clear();
    for (const service of services) service.reset();
    journal.clear();
  };

  const file = options.stateFile === undefined ? undefined : new StateFile(options.stateFile, snapshot);
  const stored = file?.read() as SandboxSnapshot | undefined;
  if (stored?.version === 1) restore(stored);
  const control = new ControlSimulator({ virtfusion, paypal, smtp2go, reset }, surroundings);
  for (const service of [...services, control]) service.onChange(() => file?.touch());

  const host = await HttpHost.start({
    port: options.port ?? 0,
    ...(options.host === undefined ? {} : { host: options.host }),
    surroundings,
    simulators: [...services, control],
  });
  if (options.publicUrl !== undefined) for (const service of [...services, control]) service.servedAt(options.publicUrl);
  await virtfusion.consoles?.follow();
  file?.write();
  const stop = async (): Promise<void> => {
    for (const service of services) await service.close();
    await host.stop();
    file?.write();
  };
  return {
    url: host.url,
    virtfusion,
    paypal,
    smtp2go,
    faults,
    journal,
    mail: smtp2go.mailbox,
    clock,
    reset,
    snapshot,
    restore,
    stop,
  };
}

function servicesOf(options: SandboxOptions, surroundings: ReturnType<typeof ownSurroundings>) {
  const { buildSeconds, powerSeconds, seed } = options;
  const consoleHost = (options.consoles ?? true) ? (options.host ?? '127.0.0.1') : undefined;
  const virtfusion = new VirtFusionSimulator(
    given({ token: options.virtfusionToken, buildSeconds, powerSeconds, seed, consoleHost }),
    surroundings,
  );
  const paypal = new PayPalSimulator(
    given({
      clientId: options.paypalClientId,
      clientSecret: options.paypalClientSecret,
      webhookId: options.paypalWebhookId,
      webhookUrl: options.paypalWebhookUrl,
      webhookRetryDelaysMs: options.webhookRetryDelaysMs,
    }),
    surroundings,
  );
  const smtp2go = new Smtp2goSimulator(given({ apiKey: options.smtp2goApiKey }), surroundings);
  return { virtfusion, paypal, smtp2go };
}

/** Leaves out what is undefined, so that defaults apply. */
function given<Options extends Record<string, unknown>>(
  options: Options,
): { [Name in keyof Options]?: NonNullable<Options[Name]> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Options]?: NonNullable<Options[Name]>;
  };
}
