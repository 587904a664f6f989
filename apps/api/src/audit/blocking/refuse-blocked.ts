import type { FastifyInstance } from 'fastify';
import { ForbiddenError } from '@api/platform';
import type { BlockList } from './block-list';

/** Refuses what blocked addresses ask of the API, before any work is done for it. */
export function refuseBlockedAddresses(fastify: FastifyInstance, list: BlockList): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    // The router's own address of the route: how the caller spelled it makes no difference.
    const isApi = request.routeOptions.url?.startsWith('/api') ?? false;
    if (isApi && list.isBlocked(request.ip))
      done(
        new ForbiddenError('address_blocked', 'Requests from your address are not answered. Write to support if this is wrong.'),
      );
    else done();
  });
}
