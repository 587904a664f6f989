import type { FastifyInstance } from 'fastify';
import { NotFoundError } from '../errors';

const HEALTH = new Set(['/api/health', '/api/db-health', '/api/virtfusion-health']);

/** A worker or bot answers the monitor and nobody else: the product is served by processes with the role `web`. */
export function answerHealthOnly(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (HEALTH.has(request.url.split('?')[0] ?? '')) done();
    else done(new NotFoundError('not_served_here', 'This process does background work; the product is served by another.'));
  });
}
