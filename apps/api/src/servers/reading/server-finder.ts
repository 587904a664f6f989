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
    if (server.name === name) return server;
    const message = 'is not the name of this server';
    throw new RefusedError('name_differs', 'The name is not that of this server.', [{ field: 'name', message }]);
  }

  /** Which of these are this customer's. */
  async those(userId: number, serverIds: readonly number[]): Promise<number[]> {
    const found = await this.em.fork().find(Server, { id: { $in: [...serverIds] }, userId, deletedAt: null }, { fields: ['id'] });
    return found.map(({ id }) => id);
  }

  /** The same, refused unless it can be controlled now. */
  async ready(userId: number, serverId: number): Promise<ReadyServer> {
    const server = await this.own(userId, serverId);
    if (!server.isReady || server.upstreamId == null)
      throw new ConflictError('not_ready', `This server is ${server.state} and cannot be controlled now.`);
    return server as ReadyServer;
  }
}
