import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { Config } from '@api/platform';

export const ACCESS_LIFETIME_SECONDS = 600;
export const ACCESS_ISSUER = 'skypanel';
/** Nothing else that is ever signed with the same secret passes for an access token. */
export const ACCESS_AUDIENCE = 'skypanel:access';

/**
 * Makes and checks the secrets of sessions and confirmations. Only hashes are ever stored. What is made carries SESSION_SECRET;
 * what carries SESSION_SECRET_PREVIOUS is accepted as well, so that a new secret signs nobody out.
 */
@Injectable()
export class Tokens {
  constructor(
    private readonly config: Config,
    private readonly jwt: JwtService,
  ) {}

  access(userId: number, sessionId: number): Promise<string> {
    return this.jwt.signAsync(
      { sid: sessionId },
      {
        subject: String(userId),
        issuer: ACCESS_ISSUER,
        audience: ACCESS_AUDIENCE,
        expiresIn: ACCESS_LIFETIME_SECONDS,
      },
    );
  }

  /** A 256-bit secret for links and refresh tokens. */
  secret(): string {
    return randomBytes(32).toString('base64url');
  }

  /** What a browser gets as its refresh token: the mark shows that we made it, also long after its secret was exchanged. */
  refresh(sessionId: number, secret: string): string {
    return `${sessionId}.${secret}.${this.refreshMark(sessionId, secret)}`;
  }

  /** Takes a refresh token apart; one that we did not make has `isOurs` false. */
  readRefresh(token: string): { sessionId: number; secret: string; isOurs: boolean } {
    const [id = '', secret = '', mark = ''] = token.split('.');
    const sessionId = /^\d{1,9}$/.test(id) ? Number(id) : 0;
    return { sessionId, secret, isOurs: this.isKeyed(refreshText(sessionId, secret), mark) };
  }

  /** Six digits for people to type. */
  code(): string {
    return String(randomInt(0, 1_000_000)).padStart(6, '0');
  }

  hash(secret: string): string {
    return createHash('sha256').update(secret).digest('base64url');
  }

  /** A code has few possibilities, so its hash needs a key. */
  codeHash(userId: number, code: string): string {
    return this.keyed(`code:${userId}:${code}`);
  }

  /** The hashes by which a code may have been stored, the present one first. */
  codeHashes(userId: number, code: string): string[] {
    return sessionSecrets(this.config).map(secret => keyedWith(secret, `code:${userId}:${code}`));
  }

  /** The anti-forgery token of a session; the page sends it back in a header. */
  xsrf(sessionId: number): string {
    return this.keyed(xsrfText(sessionId));
  }

  isXsrf(sessionId: number, presented: string): boolean {
    return this.isKeyed(xsrfText(sessionId), presented);
  }

  private refreshMark(sessionId: number, secret: string): string {
    return this.keyed(refreshText(sessionId, secret));
  }

  private keyed(text: string): string {
    return keyedWith(this.config.env.SESSION_SECRET, text);
  }

  private isKeyed(text: string, presented: string): boolean {
    return sessionSecrets(this.config).some(secret => isSame(keyedWith(secret, text), presented));
  }
}

/** The secrets that are accepted, the one that signs first. */
export function sessionSecrets({ env }: Config): readonly [string, ...string[]] {
  return env.SESSION_SECRET_PREVIOUS === '' ? [env.SESSION_SECRET] : [env.SESSION_SECRET, env.SESSION_SECRET_PREVIOUS];
}

/** The accepted secret that signed a token of three parts; the present one when none did, so that its check fails. */
export function secretOf(token: string, config: Config): string {
  const [present, ...others] = sessionSecrets(config);
  const end = token.lastIndexOf('.');
  return others.find(secret => isSame(keyedWith(secret, token.slice(0, end)), token.slice(end + 1))) ?? present;
}

const xsrfText = (sessionId: number): string => `xsrf:${sessionId}`;
const refreshText = (sessionId: number, secret: string): string => `refresh:${sessionId}:${secret}`;

function keyedWith(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}

function isSame(expected: string, presented: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(presented)];
  return one.length === other.length && timingSafeEqual(one, other);
}
