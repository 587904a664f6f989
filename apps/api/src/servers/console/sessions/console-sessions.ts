import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { currentRequest, SealedBox, SealedColumns } from '@api/platform';
import type { ConsoleCause } from '../causes';
import type { ConsoleAddress } from '../reach/dial';

/** Longer than a page needs between asking and connecting. */
export const TICKET_SECONDS = 30;

/** Who wants to see what. */
export interface ConsoleVisit {
  readonly serverId: number;
  readonly userId: number;
  readonly sessionId: number;
  readonly asStaff: boolean;
  readonly viewOnly: boolean;
  readonly shareId: number | null;
}

/** Where a console is, for the relay alone. */
export interface ConsoleTarget extends ConsoleAddress {
  readonly password: string | null;
}

/** A ticket that was redeemed: the console to open now. */
export interface OpenedConsole extends ConsoleVisit {
  readonly id: number;
  readonly target: ConsoleTarget;
}

interface RedeemedRow extends ConsoleVisit {
  readonly id: number;
  readonly host: string;
  readonly port: number;
  readonly password: string | null;
}

/** Every visit to a console, from the asking to the end, with its one-use ticket. Times are real: tickets are security. */
@Injectable()
export class ConsoleSessions {
  constructor(
    private readonly em: EntityManager,
    private readonly sealedBox: SealedBox,
    columns: SealedColumns,
  ) {
    columns.register({ table: 'console_sessions', id: 'id', column: 'target_password', purpose: sealOf });
  }

  /** Remembers a visit that was refused, and why. */
  async refuse(visit: ConsoleVisit, cause: ConsoleCause): Promise<void> {
    await this.insert(visit, 'refused', cause);
  }

  /** Lets a visitor in: the secret redeems once, within seconds, in the session that asked. The target stays here. */
  async offer(visit: ConsoleVisit, { host, port, password }: ConsoleTarget): Promise<{ ticket: string; expiresAt: Date }> {
    const ticket = randomBytes(32).toString('base64url');
    const id = await this.insert(visit, 'offered', null);
    const [row] = await this.em.execute<{ expiresAt: Date }[]>(
      `update console_sessions set ticket_hash = ?, ticket_expires_at = now() + make_interval(secs => ?), seen_at = now(),
         target_host = ?, target_port = ?, target_password = ? where id = ? returning ticket_expires_at as "expiresAt"`,
      [hashOf(ticket), TICKET_SECONDS, host, port, password === null ? null : this.sealedBox.seal(password, sealOf(id)), id],
    );
    return { ticket, expiresAt: row?.expiresAt ?? new Date() };
  }

  /** Takes a ticket, once; null for one that is unknown, used, too old, or another session's. What it opened is forgotten here. */
  async redeem(ticket: string, sessionId: number): Promise<OpenedConsole | null> {
    const [row] = await this.em.execute<RedeemedRow[]>(
      `with taken as (
         select id, target_host, target_port, target_password from console_sessions
         where ticket_hash = ? and state = 'offered' and session_id = ? and ticket_expires_at > now() for update)
       update console_sessions c set state = 'open', opened_at = now(), seen_at = now(), ticket_hash = null, target_password = null
       from taken where c.id = taken.id
       returning c.id, c.server_id as "serverId", c.user_id as "userId", c.session_id as "sessionId", c.share_id as "shareId",
         c.as_staff as "asStaff", c.view_only as "viewOnly", taken.target_host as host, taken.target_port as port, taken.target_password as password`,
      [hashOf(ticket), sessionId],
    );
    if (!row) return null;
    const { host, port, password, ...visit } = row;
    return {
      ...visit,
      target: { host, port, password: password === null ? null : this.sealedBox.open(password, sealOf(row.id)) },
    };
  }

  /** The end of a visit; the first cause stays. */
  async end(id: number, cause: string, { sent, received }: { readonly sent: number; readonly received: number }): Promise<void> {
    await this.em.execute(
      `update console_sessions set state = 'ended', cause = ?, ended_at = now(), bytes_sent = ?, bytes_received = ?
       where id = ? and state = 'open'`,
      [cause, sent, received, id],
    );
  }

  private async insert(visit: ConsoleVisit, state: 'refused' | 'offered', cause: ConsoleCause | null): Promise<number> {
    const request = currentRequest();
    const [row] = await this.em.execute<{ id: number }[]>(
      `insert into console_sessions (server_id, user_id, session_id, share_id, as_staff, view_only, state, cause, address, user_agent, ended_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, case when ? = 'refused' then now() end) returning id`,
      [
        ...[visit.serverId, visit.userId, visit.sessionId, visit.shareId, visit.asStaff, visit.viewOnly, state, cause],
        ...[request?.address ?? null, request?.userAgent.slice(0, 300) ?? null, state],
      ],
    );
    return row?.id ?? 0;
  }
}

function hashOf(ticket: string): string {
  return createHash('sha256').update(ticket).digest('base64url');
}

function sealOf(id: string | number): string {
  return `console_sessions.target_password ${id}`;
}
