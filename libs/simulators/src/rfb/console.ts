import type { Socket } from 'node:net';
import { Door } from './door';
import type { ConsoleFault } from './faults';
import { Guest } from './guest/guest';
import type { Machine } from './guest/machine';
import type { Picture } from './guest/text-screen';
import { Connection, type Desk } from './protocol/connection';

const GARBAGE = Buffer.from('220 mail.example.net ready\r\n');

/** What a console is set up with. */
export interface ConsoleOptions {
  readonly host: string;
  readonly machine: Machine;
  readonly now: () => number;
  readonly bootedAt: number;
  readonly password: () => string;
  /** Asked when somebody connects: whether the machine still runs and its console is on. */
  readonly mayEnter: () => boolean;
}

/** What a console looks like from outside. */
export interface ConsoleReport {
  readonly state: 'open' | 'closed';
  readonly fault: ConsoleFault;
  readonly connections: number;
  readonly keysReceived: number;
  readonly pointerEvents: number;
  readonly clipboard: string | null;
  readonly resolution: { readonly width: number; readonly height: number };
  readonly lines: readonly string[];
}

/** The screen and keyboard of one simulated machine, on a TCP port, for any number of viewers. */
export class MachineConsole implements Desk {
  private readonly door: Door;
  private readonly guest: Guest;
  private readonly viewers = new Map<Socket, Connection>();
  private fault: ConsoleFault = { fault: 'none' };
  private keysReceived = 0;
  private pointerEvents = 0;
  private lastClipboard: string | null = null;
  private nextChange: NodeJS.Timeout | undefined;

  constructor(private readonly options: ConsoleOptions) {
    this.door = new Door(options.host, socket => this.enter(socket));
    this.guest = new Guest(options.machine, options.now, options.bootedAt);
  }

  get name(): string {
    return this.options.machine.hostname;
  }

  get bootedAt(): number {
    return this.options.bootedAt;
  }

  get isOpen(): boolean {
    return this.door.isOpen;
  }

  get connections(): number {
    return this.viewers.size;
  }

  open(port: number | undefined): Promise<number> {
    return this.door.open(port);
  }

  /** Closes the port; whoever is connected stays. */
  shut(): void {
    this.door.close();
  }

  /** Closes the port and every connection, as when the machine is switched off. */
  close(): void {
    this.shut();
    clearTimeout(this.nextChange);
    for (const socket of this.viewers.keys()) socket.destroy();
  }

  /** Applies to new connections; `drop` also breaks those that are open. */
  setFault(fault: ConsoleFault): void {
    this.fault = fault;
    for (const viewer of this.viewers.values()) {
      if (fault.fault === 'drop') viewer.breakAfter(fault.afterBytes);
      else viewer.hold();
    }
  }

  report(): ConsoleReport {
    this.guest.advance();
    const { width, height } = this.guest.picture().mode;
    const { fault, keysReceived, pointerEvents, lastClipboard: clipboard } = this;
    return {
      ...{ state: this.isOpen ? 'open' : 'closed', fault, connections: this.connections },
      ...{ keysReceived, pointerEvents, clipboard, resolution: { width, height }, lines: this.guest.lines() },
    };
  }

  password(): string | null {
    return this.fault.fault === 'wrong_password' ? null : this.options.password();
  }

  picture(): Picture {
    this.guest.advance();
    return this.guest.picture();
  }

  key(keysym: number, isDown: boolean): void {
    if (isDown) this.keysReceived += 1;
    this.guest.key(keysym, isDown);
    this.changed();
  }

  pointer(): void {
    this.pointerEvents += 1;
  }

  clipboard(text: string): void {
    this.lastClipboard = text;
  }

  private enter(socket: Socket): void {
    socket.on('error', () => undefined);
    if (!this.options.mayEnter() || !this.isOpen) return void socket.resetAndDestroy();
    const { fault, afterBytes } = this.fault;
    const viewer = new Connection(socket, this);
    this.viewers.set(socket, viewer);
    socket.once('close', () => this.leave(socket));
    if (fault === 'garbage') return void socket.end(GARBAGE);
    if (fault === 'hang') return void socket.resume();
    if (fault === 'drop') viewer.breakAfter(afterBytes);
    void viewer.serve();
    this.changed();
  }

  private leave(socket: Socket): void {
    this.viewers.delete(socket);
    if (this.viewers.size > 0) return;
    this.guest.releaseKeys();
    clearTimeout(this.nextChange);
  }

  /** Shows the viewers what is new, and wakes up for what the guest will do by itself while somebody looks. */
  private changed(): void {
    for (const viewer of this.viewers.values()) viewer.queueUpdate();
    clearTimeout(this.nextChange);
    const ms = this.guest.msToNextChange();
    if (ms !== undefined) this.nextChange = setTimeout(() => this.changed(), ms).unref();
  }
}
