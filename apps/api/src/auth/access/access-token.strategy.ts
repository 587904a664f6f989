import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-jwt';
import { Config, type Principal, UnauthenticatedError } from '@api/platform';
import { ACCESS_COOKIE } from '../sessions/session-cookies';
import { permissionsOf, type Role } from './roles';
import { PrincipalCache } from './principal-cache';

interface SignedClaims {
  readonly sub: string;
  readonly sid: number;
  readonly exp: number;
}

interface PersonOfSession {
  id: number;
  username: string;
  role: Role;
  state: string;
  is_verified: boolean;
}

/** The access token of a request, or null. */
export function accessTokenOf(request: FastifyRequest): string | null {
  return request.cookies[ACCESS_COOKIE] ?? null;
}

/** Turns a valid access token into the principal; asks the database whether the session still stands. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, 'access-token') {
  constructor(
    config: Config,
    private readonly em: EntityManager,
    private readonly cache: PrincipalCache,
  ) {
    super({
      jwtFromRequest: (request: unknown) => accessTokenOf(request as FastifyRequest),
      secretOrKey: config.env.SESSION_SECRET,
      algorithms: ['HS256'],
      passReqToCallback: true,
    });
  }

  async validate(request: FastifyRequest, { sub, sid, exp }: SignedClaims): Promise<Principal> {
    const [person] = await this.em.execute<PersonOfSession[]>(
      `select u.id, u.username, u.role, u.state, u.email_verified_at is not null as is_verified
       from sessions s join users u on u.id = s.user_id
       where s.id = ? and u.id = ? and s.ended_at is null and s.expires_at > now()`,
      [sid, Number(sub)],
    );
    if (!person) throw new UnauthenticatedError('session_ended', 'Your session has ended. Sign in again.');
    const principal: Principal = {
      userId: person.id,
      username: person.username,
      role: person.role,
      permissions: permissionsOf(person.role),
      isVerified: person.is_verified,
      isSuspended: person.state === 'suspended',
      sessionId: sid,
    };
    const token = accessTokenOf(request);
    if (token) this.cache.put(token, principal, exp * 1000);
    return principal;
  }
}
