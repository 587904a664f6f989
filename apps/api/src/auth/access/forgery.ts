import type { FastifyRequest } from 'fastify';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export function isUnsafe({ method }: FastifyRequest): boolean {
  return !SAFE_METHODS.has(method);
}

/** Every browser of today sends one of these with a request that changes something. */
export function isFromBrowser({ headers }: FastifyRequest): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
}

/** True when a browser says that a page of ours opened the connection. WebSockets carry no anti-forgery token, so silence is a no. */
export function isOwnOrigin(request: FastifyRequest, publicUrl: string): boolean {
  return request.headers.origin !== undefined && !isForeignOrigin(request, publicUrl);
}

/** True when a browser says that another site's page made the request. */
export function isForeignOrigin({ headers }: FastifyRequest, publicUrl: string): boolean {
  if (headers['sec-fetch-site'] === 'cross-site') return true;
  if (headers.origin === undefined) return false;
  if (headers.origin === new URL(publicUrl).origin) return false;
  return !URL.canParse(headers.origin) || new URL(headers.origin).host !== headers.host;
}
