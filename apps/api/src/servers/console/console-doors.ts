import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { ConflictError, type Principal } from '@api/platform';
import { Timeline } from '../timeline/timeline';
import type { ConsoleCause } from './causes';
import { ConsoleAccess, type ConsoleServer, sessionOf } from './console-access';
import { type Check, ConsolePreflight, type Preflight } from './reach/preflight';
import { ConsoleCensus } from './sessions/console-census';
import { ConsoleSessions, type ConsoleVisit } from './sessions/console-sessions';

/** The way to a console: the checks that passed, and a ticket; or the first cause why not. */
export interface ConsoleWay {
  readonly server: ConsoleServer;
  readonly checks: readonly Check[];
  readonly cause: ConsoleCause | null;
  readonly ticket: string | null;
  readonly expiresAt: Date | null;
  readonly viewOnly: boolean;
}

/** As what somebody comes to a console. */
export interface Visitor {
  readonly asStaff: boolean;
  readonly viewOnly: boolean;
  readonly shareId: number | null;
}

export const OWNER: Visitor = { asStaff: false, viewOnly: false, shareId: null };
export const STAFF: Visitor = { asStaff: true, viewOnly: false, shareId: null };

/** Checks a console and hands out the ticket that opens it. Every try is written down, whatever comes of it. */
@Injectable()
export class ConsoleDoors {
  constructor(
    private readonly access: ConsoleAccess,
    private readonly preflight: ConsolePreflight,
    private readonly census: ConsoleCensus,
    private readonly sessions: ConsoleSessions,
    private readonly timeline: Timeline,
    private readonly audit: AuditLog,
  ) {}

  async ask(server: ConsoleServer, caller: Principal, visitor: Visitor): Promise<ConsoleWay> {
    const visit: ConsoleVisit = { serverId: server.id, userId: caller.userId, sessionId: sessionOf(caller), ...visitor };
    const { checks, target, cause } = await this.look(server, visit);
    if (target === null) {
      await this.sessions.refuse(visit, cause ?? 'platform-silent');
      await this.record(server, visit, cause);
      return { server, checks, cause, ticket: null, expiresAt: null, viewOnly: visit.viewOnly };
    }
    const { ticket, expiresAt } = await this.sessions.offer(visit, target);
    await this.record(server, visit, null);
    return { server, checks, cause: null, ticket, expiresAt, viewOnly: visit.viewOnly };
  }

  /** Takes a ticket at the relay's door. */
  async redeem(ticket: string, caller: Principal) {
    const opened = await this.sessions.redeem(ticket, sessionOf(caller));
    if (opened === null)
      throw new ConflictError('ticket_invalid', 'This console ticket is used up or too old. Open the console again.');
    return opened;
  }

  private async look(server: ConsoleServer, visit: ConsoleVisit): Promise<Preflight> {
    if (!this.access.mayOpen(visit.asStaff)) return { checks: [], target: null, cause: 'policy' };
    const full = await this.census.isFull(visit);
    if (full === null) return this.preflight.check(server, visit.asStaff);
    return { checks: [{ name: 'ready', outcome: 'failed', detail: full, tookMs: 0 }], target: null, cause: 'relay-limit' };
  }

  private async record(server: ConsoleServer, { asStaff, viewOnly }: ConsoleVisit, cause: ConsoleCause | null): Promise<void> {
    await this.audit.record({
      action: 'console.opened',
      outcome: cause === null ? 'done' : 'refused',
      userId: server.userId,
      target: { kind: 'server', id: server.id },
      details: { asStaff, viewOnly, cause: cause ?? undefined },
    });
    if (cause === null) await this.timeline.note(server, 'console-opened', asStaff ? 'by support' : null);
  }
}
