import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ErrorFilter, refusalOf } from '../errors';
import { SECURITY_HEADERS } from './headers';

/** What Node says about a request that it could not read, and the status that answers it. */
const UNREADABLE: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Answers an address that cannot be decoded or is too long; no hook runs for those, so the headers are sent here. */
export function refuseAddress(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers(SECURITY_HEADERS);
  new ErrorFilter().send(error, request, reply);
}

/** Lets routes that are no controller's, and so have no filter, refuse in the envelope too; call it before they are added. */
export function refuseInEnvelope(fastify: FastifyInstance, prefix: string): void {
  fastify.addHook('onRoute', route => {
    if (route.url.startsWith(prefix))
      route.errorHandler ??= (error, request, reply) => new ErrorFilter().send(error, request, reply);
  });
}

/** Answers bytes that are no HTTP request at all; there is no reply object yet, only the connection. */
export function refuseConnection(this: FastifyInstance, error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const status = UNREADABLE[error.code ?? ''] ?? 400;
  const body = JSON.stringify(refusalOf(status, randomUUID()));
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}
