import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFoundError, type PageRequest } from '@api/platform';
import { ConsoleCensus } from './console-census';

/** A visit as its lists show it. */
export interface VisitRow {
  readonly id: number;
  readonly serverId: number;
  readonly serverName: string;
  readonly userId: number;
  readonly username: string;
  readonly asStaff: boolean;
  readonly viewOnly: boolean;
  readonly state: 'refused' | 'offered' | 'open' | 'ended';
  readonly cause: string | null;
  readonly address: string | null;
  readonly offeredAt: Date;
  readonly openedAt: Date | null;
  readonly endedAt: Date | null;
  readonly bytesSent: string;
  readonly bytesReceived: string;
}

/** Which visits to list. */
export interface VisitFilter {
  readonly serverId?: number;
  readonly userId?: number;
  readonly isOpen?: boolean;
}

/** Reads the log of visits, and closes consoles that are open. */
@Injectable()
export class ConsoleLog {
  constructor(
    private readonly em: EntityManager,
    private readonly census: ConsoleCensus,
  ) {}

  async page(
    { serverId, userId, isOpen }: VisitFilter,
    { limit, offset }: PageRequest,
  ): Promise<{ rows: VisitRow[]; total: number }> {
    const conditions = [
      ...(serverId === undefined ? [] : [['c.server_id = ?', serverId] as const]),
      ...(userId === undefined ? [] : [['c.user_id = ?', userId] as const]),
      ...(isOpen ? [["c.state = 'open'"] as const] : []),
    ];
    const where = conditions.map(([condition]) => condition).join(' and ') || 'true';
    const parameters = conditions.flatMap(([, value]) => (value === undefined ? [] : [value]));
    const rows = await this.em.execute<VisitRow[]>(
      `select c.id, c.server_id as "serverId", s.name as "serverName", c.user_id as "userId", u.username, c.as_staff as "asStaff",
         c.view_only as "viewOnly", c.state, c.cause, c.address, c.offered_at as "offeredAt", c.opened_at as "openedAt", c.ended_at as "endedAt",
         c.bytes_sent as "bytesSent", c.bytes_received as "bytesReceived"
       from console_sessions c join servers s on s.id = c.server_id join users u on u.id = c.user_id
       where ${where} order by c.id desc limit ? offset ?`,
      [...parameters, limit, offset],
    );
    const [counted] = await this.em.execute<{ total: number }[]>(
      `select count(*)::int as total from console_sessions c where ${where}`,
      parameters,
    );
    return { rows, total: counted?.total ?? 0 };
  }

  /** Closes a console that is open on this server (if one is named); it is gone from every process within moments. */
  async close(consoleId: number, cause: 'closed-by-owner' | 'closed-by-staff', serverId?: number): Promise<void> {
    const [row] = await this.em.execute<{ id: number }[]>(
      `select id from console_sessions where id = ? and state = 'open' and (?::int is null or server_id = ?)`,
      [consoleId, serverId ?? null, serverId ?? null],
    );
    if (!row) throw new NotFoundError('console_not_found', 'There is no such console open.');
    await this.census.close(consoleId, cause);
  }
}
