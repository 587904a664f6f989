import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { LiveHub, NotFoundError, RefusedError } from '@api/platform';
import { ServerFinder } from '../reading/server-finder';
import { ServerNews } from '../timeline/server-news';
import { requireEnd, wordsOf } from './grant-terms';

const MOST_PEOPLE = 20;
const STANDS = 'g.revoked_at is null and g.ends_at > now()';
const COLUMNS = `g.id, u.username, g.may_power as "mayPower", g.may_console as "mayConsole", g.ends_at as "endsAt",
  g.created_at as "createdAt"`;

/** What somebody else may do with a server, and until when. */
export interface GrantRow {
  readonly id: number;
  readonly username: string;
  readonly mayPower: boolean;
  readonly mayConsole: boolean;
  readonly endsAt: Date;
  readonly createdAt: Date;
}

/** Whom an owner lets in, and to what. */
export interface GrantWish {
  readonly email: string;
  readonly mayPower: boolean;
  readonly mayConsole: boolean;
  readonly endsAt: Date;
}

/** Rights that owners give other people on one server, until a moment. Nothing has to end them: every use looks at the moment. */
@Injectable()
export class ServerGrants {
  constructor(
    private readonly em: EntityManager,
    private readonly servers: ServerFinder,
    private readonly audit: AuditLog,
    private readonly news: ServerNews,
    private readonly live: LiveHub,
  ) {}

  /** Lets somebody in; what they had on this server before is replaced. */
  async give(ownerId: number, serverId: number, wish: GrantWish): Promise<GrantRow> {
    const server = await this.servers.own(ownerId, serverId);
    requireEnd(wish.endsAt);
    if (!wish.mayPower && !wish.mayConsole) throw refused('nothing_granted', 'Choose what they may do.', 'mayPower');
    const granteeId = await this.personWith(wish.email, ownerId);
    return this.em.transactional(async em => {
      await em.execute('select 1 from servers where id = ? for update', [serverId]);
      await em.execute('update server_grants set revoked_at = now() where server_id = ? and user_id = ? and revoked_at is null', [
        serverId,
        granteeId,
      ]);
      if ((await this.list(serverId)).length >= MOST_PEOPLE)
        throw new RefusedError(
          'too_many_grants',
          `A server is shared with at most ${MOST_PEOPLE} people. Remove somebody first.`,
        );
      const [row] = await em.execute<{ id: number }[]>(
        `insert into server_grants (server_id, user_id, granted_by, may_power, may_console, ends_at) values (?, ?, ?, ?, ?, ?) returning id`,
        [serverId, granteeId, ownerId, wish.mayPower, wish.mayConsole, wish.endsAt],
      );
      const grantId = row?.id ?? 0;
      const details = { grantId, granteeId, may: wordsOf(wish), endsAt: wish.endsAt.toISOString() };
      await this.audit.record({ action: 'server.shared', userId: ownerId, target: { kind: 'server', id: serverId }, details });
      await this.news.tell(
        server,
        {
          title: `${server.name} was shared with you`,
          body: `You may use its ${wordsOf(wish)} until ${wish.endsAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
          key: `server-shared:${grantId}`,
        },
        { userId: granteeId, link: '/servers/shared' },
      );
      await this.tell(serverId, granteeId);
      const [given] = (await this.list(serverId)).filter(({ id }) => id === grantId);
      return given as GrantRow;
    });
  }

  /** Who is let in now, newest first; part of the surrounding transaction. */
  list(serverId: number): Promise<GrantRow[]> {
    return this.em.execute<GrantRow[]>(
      `select ${COLUMNS} from server_grants g join users u on u.id = g.user_id where g.server_id = ? and ${STANDS} order by g.id desc`,
      [serverId],
    );
  }

  /** Ends it; an open console closes. */
  async revoke(ownerId: number, serverId: number, grantId: number): Promise<void> {
    await this.servers.own(ownerId, serverId);
    await this.em.transactional(async em => {
      const [ended] = await em.execute<{ userId: number }[]>(
        `update server_grants g set revoked_at = now() where g.id = ? and g.server_id = ? and ${STANDS} returning g.user_id as "userId"`,
        [grantId, serverId],
      );
      if (!ended) throw new NotFoundError('grant_not_found', 'There is no such share.');
      const details = { grantId, granteeId: ended.userId };
      await this.audit.record({ action: 'server.unshared', userId: ownerId, target: { kind: 'server', id: serverId }, details });
      await this.tell(serverId, ended.userId);
    });
  }

  /** Unknown, unconfirmed, suspended and oneself are one answer: an address is told to be somebody's only if it can be used. */
  private async personWith(email: string, ownerId: number): Promise<number> {
    const [person] = await this.em.execute<{ id: number }[]>(
      `select id from users where lower(email) = lower(?) and state = 'active' and email_verified_at is not null and id <> ?`,
      [email, ownerId],
    );
    if (!person) throw refused('cannot_share', 'This server cannot be shared with this address.', 'email');
    return person.id;
  }

  /** Consoles look at their rights again; the page of whom it concerns reads anew. */
  private async tell(serverId: number, granteeId: number): Promise<void> {
    await this.live.publish({ type: 'server-shared', userId: null, data: { serverId } });
    await this.live.publish({ type: 'server', userId: granteeId, data: { serverId } });
  }
}

function refused(code: string, message: string, field: string): RefusedError {
  return new RefusedError(code, message, [{ field, message }]);
}
