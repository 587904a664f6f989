import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { ConflictError, NotFoundError, RefusedError } from '@api/platform';
import { Server } from '../server.entity';

/** A server that exists in VirtFusion and obeys its customer. */
export type ReadyServer = Server & { readonly upstreamId: number };

/** Finds a customer's server; somebody else's is simply not found. */
@Injectable()
export class ServerFinder {
  constructor(private readonly em: EntityManager) {}

  async own(userId: number, serverId: number): Promise<Server> {
    const server = await this.em.fork().findOne(Server, { id: serverId, userId, deletedAt: null });
    if (!server) throw new NotFoundError('server_not_found', 'There is no such server.');
    return server;
  }

  /** Anybody's, for staff. */
  async anybodys(serverId: number): Promise<Server> {
    const server = await this.em.fork().findOne(Server, { id: serverId, deletedAt: null });
    if (!server) throw new NotFoundError('server_not_found', 'There is no such server.');
    return server;
  }

  /** The same, by its name as well: whoever destroys something has to say what. */
  async named(serverId: number, name: string): Promise<Server> {
    const server = await this.anybodys(serverId);
    requireName(server, name);
    return server;
  }

  /** Which of these are this customer's. */
  async those(userId: number, serverIds: readonly number[]): Promise<number[]> {
    const found = await this.em.fork().find(Server, { id: { $in: [...serverIds] }, userId, deletedAt: null }, { fields: ['id'] });
    return found.map(({ id }) => id);
  }

  /** The same, refused unless it can be controlled now. */
  async ready(userId: number, serverId: number): Promise<ReadyServer> {
    return requireReady(await this.own(userId, serverId));
  }

  /** One that the caller may switch, because it is theirs or its owner lets them for a while; nothing else follows from that. */
  async readyToSwitch(userId: number, serverId: number): Promise<ReadyServer> {
    const [grant] = await this.em.execute<object[]>(
      `select 1 from server_grants where server_id = ? and user_id = ? and may_power and revoked_at is null and ends_at > now()`,
      [serverId, userId],
    );
    return grant ? requireReady(await this.anybodys(serverId)) : this.ready(userId, serverId);
  }
}

function requireReady(server: Server): ReadyServer {
  if (!server.isReady || server.upstreamId == null)
    throw new ConflictError('not_ready', `This server is ${server.state} and cannot be controlled now.`);
  return server as ReadyServer;
}

/** Refuses unless this is what the server is called: whoever destroys something has to say what. */
export function requireName(server: { readonly name: string }, name: string): void {
  if (server.name === name) return;
  const message = 'is not the name of this server';
  throw new RefusedError('name_differs', 'The name is not that of this server.', [{ field: 'name', message }]);
}
