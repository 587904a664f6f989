import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '@api/platform';
import type { OpenedSession } from './session.service';
import { ACCESS_LIFETIME_SECONDS, Tokens } from './tokens';

export const ACCESS_COOKIE = 'sky_access';
const REFRESH_COOKIE = 'sky_refresh';
/** Angular reads this cookie and sends it back as X-XSRF-TOKEN. */
const XSRF_COOKIE = 'XSRF-TOKEN';
const REFRESH_PATH = '/api/auth';
const REFRESH_LIFETIME_SECONDS = 30 * 24 * 3600;

/** The cookies that carry a session in a browser. */
@Injectable()
export class SessionCookies {
  constructor(
    private readonly config: Config,
    private readonly tokens: Tokens,
  ) {}

  write(reply: FastifyReply, { accessToken, refreshToken, sessionId }: OpenedSession): void {
    const secure = this.config.isSecure;
    void reply.setCookie(ACCESS_COOKIE, accessToken, {
      httpOnly: true,
      sameSite: 'lax',
      secure,
      path: '/',
      maxAge: ACCESS_LIFETIME_SECONDS,
    });
    if (refreshToken)
      void reply.setCookie(REFRESH_COOKIE, refreshToken, {
        httpOnly: true,
        sameSite: 'strict',
        secure,
        path: REFRESH_PATH,
        maxAge: REFRESH_LIFETIME_SECONDS,
      });
    void reply.setCookie(XSRF_COOKIE, this.tokens.xsrf(sessionId), {
      sameSite: 'strict',
      secure,
      path: '/',
      maxAge: REFRESH_LIFETIME_SECONDS,
    });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(ACCESS_COOKIE, { path: '/' });
    void reply.clearCookie(REFRESH_COOKIE, { path: REFRESH_PATH });
    void reply.clearCookie(XSRF_COOKIE, { path: '/' });
  }

  refreshTokenOf(request: FastifyRequest): string | null {
    return request.cookies[REFRESH_COOKIE] ?? null;
  }
}
