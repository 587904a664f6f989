import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { AuditLog } from '@api/audit';
import { ConflictError, LiveHub, NotFoundError } from '@api/platform';
import { ConsoleAccess, type ConsoleServer } from './console-access';

const MOST_OPEN = 10;

/** A link by which somebody signed in may look at a console until a moment, and touch nothing. */
export interface ConsoleShare {
  readonly id: number;
  readonly endsAt: Date;
  readonly createdAt: Date;
}

/** Links for support and colleagues: look, do not touch, until a moment. Only the hash of a link's secret is kept. */
@Injectable()
export class ConsoleShares {
  constructor(
    private readonly em: EntityManager,
    private readonly access: ConsoleAccess,
    private readonly audit: AuditLog,
    private readonly live: LiveHub,
  ) {}

  /** Makes a link; its secret is told once. */
  async create(server: ConsoleServer, userId: number, minutes: number): Promise<ConsoleShare & { token: string }> {
    const token = randomBytes(32).toString('base64url');
    return this.em.transactional(async em => {
      await em.execute('select from servers where id = ? for update', [server.id]);
      if ((await this.open(server.id)).length >= MOST_OPEN)
        throw new ConflictError('too_many_shares', `A console has at most ${MOST_OPEN} open links. End one first.`);
      const [row] = await em.execute<ConsoleShare[]>(
        `insert into console_shares (server_id, created_by, token_hash, ends_at) values (?, ?, ?, now() + make_interval(mins => ?))
         returning id, ends_at as "endsAt", created_at as "createdAt"`,
        [server.id, userId, hashOf(token), minutes],
      );
      await this.audit.record({
        action: 'console.shared',
        userId: server.userId,
        target: { kind: 'server', id: server.id },
        details: { minutes },
      });
      return { ...(row as ConsoleShare), token };
    });
  }

  /** The links of a server that still open, newest first. */
  open(serverId: number): Promise<ConsoleShare[]> {
    return this.em.execute<ConsoleShare[]>(
      `select id, ends_at as "endsAt", created_at as "createdAt" from console_shares
       where server_id = ? and revoked_at is null and ends_at > now() order by id desc`,
      [serverId],
    );
  }

  /** Ends a link; who looks by it is shown out. */
  async end(server: ConsoleServer, shareId: number): Promise<void> {
    await this.em.transactional(async em => {
      const ended = await em.execute<object[]>(
        `update console_shares set revoked_at = now() where id = ? and server_id = ? and revoked_at is null returning id`,
        [shareId, server.id],
      );
      if (ended.length === 0) throw new NotFoundError('share_not_found', 'There is no such link.');
      await this.audit.record({
        action: 'console.share-ended',
        userId: server.userId,
        target: { kind: 'server', id: server.id },
      });
      await this.live.publish({ type: 'console-share-ended', userId: null, data: { shareId } });
    });
  }

  /** The server that a link leads to; a link that is wrong, over or ended is simply not there. */
  async find(token: string): Promise<{ server: ConsoleServer; shareId: number }> {
    const [row] = await this.em.execute<{ id: number; serverId: number }[]>(
      `select id, server_id as "serverId" from console_shares where token_hash = ? and revoked_at is null and ends_at > now()`,
      [hashOf(token)],
    );
    if (!row) throw new NotFoundError('share_not_found', 'This link does not exist or is over.');
    return { server: await this.access.ofStaff(row.serverId), shareId: row.id };
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
