import type { FastifyInstance } from 'fastify';

/** The only body the API reads is JSON; anything else is answered 415 before a handler sees it. */
export function readJsonOnly(fastify: FastifyInstance): void {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
    if (fastify.hasContentTypeParser(type)) fastify.removeContentTypeParser(type);
}
