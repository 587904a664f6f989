import { addRunningServer, addUser, openPanel, type Panel } from '../../virtfusion/testing/panel';
import type { SandboxOptions } from '../../sandbox';
import { RfbClient, type ConsoleAddress } from './rfb-client';

const LONGEST_WAIT_MS = 8_000;

/** A panel with one server that has long been running, and people who connect to its console. */
export class ConsoleRoom {
  private readonly clients: RfbClient[] = [];

  private constructor(
    readonly panel: Panel,
    readonly serverId: number,
  ) {}

  static async open(options: SandboxOptions = {}): Promise<ConsoleRoom> {
    const panel = await openPanel(options);
    const room = new ConsoleRoom(panel, await addRunningServer(panel, await addUser(panel, 5)));
    panel.sandbox.clock.advance(1);
    return room;
  }

  async address(): Promise<ConsoleAddress> {
    return (await this.panel.ask('GET', `/servers/${this.serverId}/vnc`)).json.data.vnc as ConsoleAddress;
  }

  async connect(more: Partial<ConsoleAddress> = {}): Promise<RfbClient> {
    const client = await RfbClient.connect({ ...(await this.address()), ...more });
    this.clients.push(client);
    return client;
  }

  async report() {
    const line = await this.panel.sandbox.virtfusion.console(this.serverId);
    if (!line) throw new Error('there is no console');
    return line;
  }

  /** The screen as one text, once it holds these words. */
  async shows(words: string): Promise<string> {
    const until = Date.now() + LONGEST_WAIT_MS;
    for (;;) {
      const text = (await this.report()).lines.join('\n');
      if (text.includes(words)) return text;
      if (Date.now() > until) throw new Error(`The screen never showed ${JSON.stringify(words)} but\n${text}`);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  /** Power by the API, and the time it takes. */
  async power(action: 'boot' | 'poweroff' | 'restart'): Promise<void> {
    await this.panel.ask('POST', `/servers/${this.serverId}/power/${action}`);
    this.panel.sandbox.clock.advance(0.2);
    await this.panel.ask('GET', `/servers/${this.serverId}`);
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.close();
    await this.panel.sandbox.stop();
  }
}
