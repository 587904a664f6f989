import type { FastifyInstance } from 'fastify';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuthenticatedRequest, Principal } from './principal';

/** The request that the running code belongs to: who asked, from where. */
export interface RequestFacts {
  readonly requestId: string;
  /** The client's address, as far as proxies are trusted. */
  readonly address: string;
  readonly userAgent: string;
  /** Undefined until the access guard has found the caller, and for guests. */
  readonly principal: Principal | undefined;
}

const storage = new AsyncLocalStorage<AuthenticatedRequest>();

/** The request of the present call, or null in jobs and scripts. */
export function currentRequest(): RequestFacts | null {
  const request = storage.getStore();
  if (!request) return null;
  return {
    requestId: request.id,
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? 'unknown',
    principal: request.user,
  };
}

/** Lets every piece of code that a request runs find that request, so that nobody has to pass addresses and ids along. */
export function rememberRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => storage.run(request, done));
}
