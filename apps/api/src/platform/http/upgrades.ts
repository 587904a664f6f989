import type { FastifyInstance } from 'fastify';
import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** The connection of a request that asks to become a WebSocket, and what was sent behind the request. */
export interface Upgrade {
  readonly socket: Duplex;
  readonly head: Buffer;
  /** Takes the connection out of HTTP's hands; no answer can be sent afterwards. */
  take(): void;
}

const upgrades = new WeakMap<IncomingMessage, Upgrade>();

/**
 * Sends requests for an upgrade through the same hooks, guards and routes as every other request, so that a socket needs no door of
 * its own. A route that takes no upgrade answers as usual, and the connection ends.
 */
export function routeUpgrades(fastify: FastifyInstance): void {
  fastify.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    socket.on('error', () => socket.destroy());
    response.assignSocket(socket as Parameters<ServerResponse['assignSocket']>[0]);
    response.once('finish', () => socket.end());
    upgrades.set(request, {
      socket,
      head,
      take: () => response.detachSocket(socket as Parameters<ServerResponse['detachSocket']>[0]),
    });
    fastify.routing(request, response);
  });
}

/** The upgrade that a request asks for; undefined for an ordinary request. */
export function upgradeOf(request: IncomingMessage): Upgrade | undefined {
  return upgrades.get(request);
}
