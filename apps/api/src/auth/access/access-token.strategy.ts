import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-jwt';
import { Config, type Principal, type SecondFactor, UnauthenticatedError } from '@api/platform';
import { ACCESS_AUDIENCE, ACCESS_ISSUER, secretOf } from '../sessions/tokens';
import { accessCookieName } from '../sessions/session-cookies';
import { PrincipalCache } from './principal-cache';
import { RoleMatrix } from './role-matrix';
import { isStaff, type Role } from './roles';

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
  expires_at: Date;
  stepped_up_at: Date | null;
  second_factor: SecondFactor | null;
  impersonator_id: number | null;
  impersonator_name: string | null;
  impersonator_role: Role | null;
  impersonator_state: string | null;
  is_waiting_session_open: boolean;
  impersonator_may_write: boolean;
}

/** Turns a valid access token into the principal; asks the database whether the session still stands. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, 'access-token') {
  constructor(
    private readonly config: Config,
    private readonly em: EntityManager,
    private readonly cache: PrincipalCache,
    private readonly roles: RoleMatrix,
  ) {
    super({
      jwtFromRequest: (request: unknown) => accessTokenOf(request as FastifyRequest, config),
      secretOrKeyProvider: (_request: unknown, token: unknown, done: (error: unknown, secret: string) => void) =>
        done(null, secretOf(String(token), config)),
      algorithms: ['HS256'],
      issuer: ACCESS_ISSUER,
      audience: ACCESS_AUDIENCE,
      passReqToCallback: true,
    });
  }

  async validate(request: FastifyRequest, { sub, sid, exp }: SignedClaims): Promise<Principal> {
    const moment = this.cache.moment();
    const isReadable = Number.isSafeInteger(sid) && Number.isSafeInteger(Number(sub));
    const [person] = !isReadable
      ? []
      : await this.em.execute<PersonOfSession[]>(
          `select u.id, u.username, u.role, u.state, u.email_verified_at is not null as is_verified, s.expires_at, s.stepped_up_at, s.second_factor,
         s.impersonator_id, i.username as impersonator_name, i.role as impersonator_role, i.state as impersonator_state,
         exists (select from sessions w where w.id = s.impersonator_session_id and w.ended_at is null) as is_waiting_session_open,
         s.impersonator_may_write
       from sessions s join users u on u.id = s.user_id left join users i on i.id = s.impersonator_id
       where s.id = ? and u.id = ? and s.ended_at is null and s.expires_at > now() and u.state <> 'deleted'`,
          [sid, Number(sub)],
        );
    if (!person || !this.mayStillLook(person))
      throw new UnauthenticatedError('session_ended', 'Your session has ended. Sign in again.');
    const principal: Principal = {
      userId: person.id,
      username: person.username,
      role: person.role,
      permissions: this.roles.permissionsOf(person.role),
      isVerified: person.is_verified,
      isSuspended: person.state === 'suspended',
      credential: {
        kind: 'session',
        sessionId: sid,
        steppedUpAt: person.stepped_up_at?.getTime() ?? null,
        secondFactor: person.second_factor,
        impersonator:
          person.impersonator_id === null
            ? null
            : {
                userId: person.impersonator_id,
                username: person.impersonator_name ?? '',
                mayWrite: person.impersonator_may_write,
              },
      },
    };
    const token = accessTokenOf(request, this.config);
    if (token) this.cache.put(token, principal, Math.min(exp * 1000, person.expires_at.getTime()), moment);
    return principal;
  }

  /** A look lasts no longer than the standing, the rights and the own session of whoever looks, and never shows staff. */
  private mayStillLook(person: PersonOfSession): boolean {
    if (person.impersonator_id === null) return true;
    const looker = { role: person.impersonator_role, state: person.impersonator_state };
    return !isStaff(person.role) && person.is_waiting_session_open && this.roles.mayLook(looker);
  }
}

/** The access token of a request, or null. */
export function accessTokenOf(request: FastifyRequest, config: Config): string | null {
  return request.cookies[accessCookieName(config)] ?? null;
}
