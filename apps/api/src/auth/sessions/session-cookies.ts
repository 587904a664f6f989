import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '@api/platform';
import type { OpenedSession } from './session.service';
import { ACCESS_LIFETIME_SECONDS, Tokens } from './tokens';

const ACCESS_COOKIE = 'sky_access';
const REFRESH_COOKIE = 'sky_refresh';
/** The refresh token of a member of staff whose session waits while they look with a customer's eyes; for the way back alone. */
const WAITING_COOKIE = 'sky_waiting';
const WAITING_PATH = '/api/auth';
const WAITING_LIFETIME_SECONDS = 2 * 3600;
/** Angular reads this cookie and sends it back as X-XSRF-TOKEN. */
const XSRF_COOKIE = 'XSRF-TOKEN';
/** By this a browser is known again; it opens nothing by itself. */
const DEVICE_COOKIE = 'sky_device';
const DEVICE_LIFETIME_SECONDS = 400 * 24 * 3600;
const REFRESH_LIFETIME_SECONDS = 90 * 24 * 3600;

/** The cookie of the access token. Over TLS its name binds it to this host: no neighbouring subdomain can plant one. */
export function accessCookieName(config: Config): string {
  return hostBound(ACCESS_COOKIE, config);
}

function hostBound(name: string, { isSecure }: Config): string {
  return isSecure ? `__Host-${name}` : name;
}

/** The cookies that carry a session in a browser. */
@Injectable()
export class SessionCookies {
  constructor(
    private readonly config: Config,
    private readonly tokens: Tokens,
  ) {}

  write(reply: FastifyReply, { accessToken, refreshToken, sessionId, deviceSecret }: OpenedSession): void {
    const secure = this.config.isSecure;
    void reply.setCookie(accessCookieName(this.config), accessToken, {
      httpOnly: true,
      sameSite: 'lax',
      secure,
      path: '/',
      maxAge: ACCESS_LIFETIME_SECONDS,
    });
    if (refreshToken)
      void reply.setCookie(hostBound(REFRESH_COOKIE, this.config), refreshToken, {
        httpOnly: true,
        sameSite: 'strict',
        secure,
        path: '/',
        maxAge: REFRESH_LIFETIME_SECONDS,
      });
    if (deviceSecret)
      void reply.setCookie(DEVICE_COOKIE, deviceSecret, {
        httpOnly: true,
        sameSite: 'lax',
        secure,
        path: '/api/auth',
        maxAge: DEVICE_LIFETIME_SECONDS,
      });
    void reply.setCookie(XSRF_COOKIE, this.tokens.xsrf(sessionId), {
      sameSite: 'strict',
      secure,
      path: '/',
      maxAge: REFRESH_LIFETIME_SECONDS,
    });
  }

  clear(reply: FastifyReply): void {
    const secure = this.config.isSecure;
    void reply.clearCookie(accessCookieName(this.config), { path: '/', secure });
    void reply.clearCookie(hostBound(REFRESH_COOKIE, this.config), { path: '/', secure });
    void reply.clearCookie(XSRF_COOKIE, { path: '/' });
  }

  /** Puts the present refresh token aside until the look ends: only the browser that began it finds the way back. */
  keepWaiting(request: FastifyRequest, reply: FastifyReply): void {
    void reply.setCookie(WAITING_COOKIE, this.refreshTokenOf(request) ?? '', {
      httpOnly: true,
      sameSite: 'strict',
      secure: this.config.isSecure,
      path: WAITING_PATH,
      maxAge: WAITING_LIFETIME_SECONDS,
    });
  }

  waitingTokenOf(request: FastifyRequest): string | null {
    return request.cookies[WAITING_COOKIE] ?? null;
  }

  stopWaiting(reply: FastifyReply): void {
    void reply.clearCookie(WAITING_COOKIE, { path: WAITING_PATH, secure: this.config.isSecure });
  }

  refreshTokenOf(request: FastifyRequest): string | null {
    return request.cookies[hostBound(REFRESH_COOKIE, this.config)] ?? null;
  }
}

/** The secret by which a browser shows that it was here before, or null. */
export function deviceOf({ cookies }: FastifyRequest): string | null {
  const secret = cookies[DEVICE_COOKIE];
  return secret !== undefined && /^[\w-]{43}$/.test(secret) ? secret : null;
}
