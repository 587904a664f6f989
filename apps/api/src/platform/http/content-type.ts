import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Exactly JSON in UTF-8. Near misses, such as a tab after the name, are how checks and parsers come to disagree. */
const JSON_TYPE = /^application\/json(; ?charset="?utf-8"?)?$/i;

/** The only body the API reads is JSON; anything else is answered 415 before a handler sees it. */
export function readJsonOnly(fastify: FastifyInstance): void {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
    if (fastify.hasContentTypeParser(type)) fastify.removeContentTypeParser(type);
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (hasBody(request) && !JSON_TYPE.test(request.headers['content-type'] ?? ''))
      done(Object.assign(new Error('The body is not JSON'), { statusCode: 415 }));
    else done();
  });
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
