import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import type { Subscription } from 'rxjs';
import { type WebSocket, WebSocketServer } from 'ws';
import { Config, type LiveEvent, LiveHub, type Upgrade } from '@api/platform';
import { SettingsService } from '@api/settings';
import { ConsoleProblem } from '../causes';
import { knock, type OpenDesktop, type Patience } from '../reach/knock';
import { ConsoleCensus } from '../sessions/console-census';
import { ConsoleSessions, type OpenedConsole } from '../sessions/console-sessions';
import { CLOSED, ConsoleLine, type LineLimits } from './console-line';
import { lost } from './lost-rights';
import { StandingRights } from './standing-rights';

/** The checks found it a moment ago; a hypervisor that is busy now gets its time. */
const PATIENCE: Patience = { connectMs: 30_000, handshakeMs: 15_000 };
const REPORT_EVERY_MS = 30_000;
const READ_ANEW = new Set(['roles-changed', 'settings-changed', 'reconnected']);
const READ_ANEW_MS = 500;
const MOST_LINES = 5_000;
/** What a browser may send in one frame: a pasted text, not a file. */
const LARGEST_FRAME_BYTES = 1024 * 1024;

/** Holds the consoles that are open in this process: connects them, watches their rights, and closes them when told. */
@Injectable()
export class ConsoleRelay implements OnModuleInit, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly log = new Logger(ConsoleRelay.name);
  private readonly lines = new Set<ConsoleLine>();
  private readonly sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: LARGEST_FRAME_BYTES,
    handleProtocols: offered => (offered.has('binary') ? 'binary' : false),
  });
  private subscription?: Subscription;
  private reporting?: NodeJS.Timeout;

  constructor(
    private readonly sessions: ConsoleSessions,
    private readonly census: ConsoleCensus,
    private readonly rights: StandingRights,
    private readonly settings: SettingsService,
    private readonly config: Config,
    private readonly live: LiveHub,
  ) {}

  onModuleInit(): void {
    this.subscription = this.live.events.subscribe(event => {
      if (event.type === 'console-close') this.closeOne(Number(event.data['consoleId']), String(event.data['cause']));
      this.doubt(event);
    });
    this.reporting = setInterval(() => void this.report(), REPORT_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
    clearInterval(this.reporting);
  }

  async beforeApplicationShutdown(): Promise<void> {
    const open = [...this.lines];
    for (const line of open) line.close(CLOSED.restart, 'restart');
    await Promise.all(open.map(({ figures }) => this.sessions.end(figures.id, figures.cause, figures)));
  }

  /** Connects a redeemed visit. A console that cannot be reached any more closes the socket with the cause. */
  open(visit: OpenedConsole, request: IncomingMessage, { socket, head, take }: Upgrade): void {
    take();
    this.sockets.handleUpgrade(request, socket, head, browser => void this.connect(visit, browser));
  }

  get isFull(): boolean {
    return this.lines.size >= MOST_LINES;
  }

  private async connect(visit: OpenedConsole, browser: WebSocket): Promise<void> {
    browser.on('error', () => browser.terminate());
    const desktop = await this.reach(visit, browser);
    if (desktop === null) return;
    const line = new ConsoleLine(visit, browser, desktop.socket, this.limits(), ended => void this.ended(ended));
    this.lines.add(line);
    await line.start(desktop.rest);
    // A right that went while the console was being connected was nobody's news yet.
    await this.judge([line]);
  }

  private async reach({ id, target }: OpenedConsole, browser: WebSocket): Promise<OpenDesktop | null> {
    try {
      return await knock(target, target.password, PATIENCE);
    } catch (error) {
      const cause = error instanceof ConsoleProblem ? error.consoleCause : 'timeout';
      browser.close(1011, cause);
      await this.sessions.end(id, cause, { sent: 0, received: 0 });
      return null;
    }
  }

  /** Judges whom a piece of news may concern; roles and settings are read anew by their own listeners first, so those are judged again. */
  private doubt(event: LiveEvent): void {
    const doubtful = [...this.lines].filter(({ visit }) => lost(visit, event));
    if (doubtful.length === 0) return;
    void this.judge(doubtful);
    if (READ_ANEW.has(event.type)) setTimeout(() => void this.judge(doubtful), READ_ANEW_MS).unref();
  }

  private limits(): LineLimits {
    return {
      idleMs: this.settings.get('console.idleMinutes') * 60_000,
      longestMs: this.settings.get('console.longestMinutes') * 60_000,
      bytesPerSecond: this.config.env.CONSOLE_BYTES_PER_SECOND,
    };
  }

  private async judge(lines: readonly ConsoleLine[]): Promise<void> {
    const standing = await this.rights.standing(lines.map(({ visit }) => visit)).catch((error: unknown) => {
      this.log.warn({ err: error }, 'the rights of open consoles could not be read');
      return new Set<number>();
    });
    for (const line of lines) if (!standing.has(line.visit.id)) line.close(CLOSED.rights, 'rights-lost');
  }

  private closeOne(consoleId: number, cause: string): void {
    for (const line of this.lines) if (line.visit.id === consoleId) line.close(CLOSED.closed, cause);
  }

  private async ended(line: ConsoleLine): Promise<void> {
    this.lines.delete(line);
    const { id, cause, sent, received } = line.figures;
    await this.sessions
      .end(id, cause, { sent, received })
      .catch((error: unknown) => this.log.warn({ err: error, console: id }, 'the end of a console was not written down'));
  }

  /** What ends by the hour (links, rights given for a while) is nobody's news. */
  private async report(): Promise<void> {
    const figures = [...this.lines].map(line => line.figures);
    await this.census.report(figures).catch((error: unknown) => this.log.warn({ err: error }, 'consoles could not be reported'));
    await this.judge([...this.lines]);
  }
}
