import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { Config } from '@api/platform';

export const ACCESS_LIFETIME_SECONDS = 600;
export const ACCESS_ISSUER = 'skypanel';
/** Nothing else that is ever signed with the same secret passes for an access token. */
export const ACCESS_AUDIENCE = 'skypanel:access';

/** Makes and checks the secrets of sessions and confirmations. Only hashes are ever stored. */
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
    return { sessionId, secret, isOurs: isSame(this.refreshMark(sessionId, secret), mark) };
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

  /** The anti-forgery token of a session; the page sends it back in a header. */
  xsrf(sessionId: number): string {
    return this.keyed(`xsrf:${sessionId}`);
  }

  isXsrf(sessionId: number, presented: string): boolean {
    return isSame(this.xsrf(sessionId), presented);
  }

  private refreshMark(sessionId: number, secret: string): string {
    return this.keyed(`refresh:${sessionId}:${secret}`);
  }

  private keyed(text: string): string {
    return createHmac('sha256', this.config.env.SESSION_SECRET).update(text).digest('base64url');
  }
}

function isSame(expected: string, presented: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(presented)];
  return one.length === other.length && timingSafeEqual(one, other);
}
