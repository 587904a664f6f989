import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Principal, UnauthenticatedError } from '@api/platform';

/** Finds the principal of a presented API key. */
@Injectable()
export class KeyAuthenticator {
  /** Throws `invalid_api_key` for every key that cannot be used, whatever the reason. */
  authenticate(_key: string, _request: FastifyRequest, _reply: FastifyReply): Promise<Principal> {
    throw new UnauthenticatedError('invalid_api_key', 'This API key cannot be used.');
  }
}

/** The API key of a request, from `Authorization: Bearer sky_…` or `X-API-Key`, or null. */
export function presentedKeyOf({ headers }: FastifyRequest): string | null {
  const [scheme = '', token = ''] = (headers.authorization ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer' && token !== '') return token;
  const key = headers['x-api-key'];
  return typeof key === 'string' ? key : null;
}
