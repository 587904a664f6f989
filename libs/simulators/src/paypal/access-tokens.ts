import { randomBytes } from 'node:crypto';
import { Refused, type Call, type Reply } from '../kit/call';
import { errorReply } from './errors';

const LIFETIME_SECONDS = 32_400;

/** Access tokens: minted for the merchant's credentials, checked on every other call, expiring in real time. */
export class AccessTokens {
  private readonly expiries = new Map<string, number>();

  constructor(private readonly credentials: { readonly clientId: string; readonly clientSecret: string }) {}

  mint({ headers, body }: Call): Reply {
    const { clientId, clientSecret } = this.credentials;
    const expected = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    if (headers.authorization !== expected) return oauthError(401, 'invalid_client', 'Client Authentication failed');
    if (body['grant_type'] !== 'client_credentials')
      return oauthError(400, 'unsupported_grant_type', 'Grant Type is NULL or unsupported');
    const token = `A21AA${randomBytes(48).toString('base64url')}`;
    this.expiries.set(token, Date.now() + LIFETIME_SECONDS * 1000);
    return {
      status: 200,
      json: {
        scope: 'https://uri.paypal.com/services/payments/payment https://uri.paypal.com/services/payments/refund',
        access_token: token,
        token_type: 'Bearer',
        app_id: 'APP-80W284485P519543T',
        expires_in: LIFETIME_SECONDS,
        nonce: `${new Date().toISOString().slice(0, 19)}Z${randomBytes(16).toString('base64url')}`,
      },
    };
  }

  /** Refuses a call without a token that is still good; PayPal has two different envelopes for it. */
  require({ headers }: Call): void {
    const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
    if (bearer === undefined) throw new Refused(errorReply(401));
    if ((this.expiries.get(bearer) ?? 0) < Date.now()) {
      throw new Refused(oauthError(401, 'invalid_token', 'Token signature verification failed'));
    }
  }

  /** Makes every token that was handed out invalid. */
  revokeAll(): void {
    this.expiries.clear();
  }

  snapshot(): [string, number][] {
    return [...this.expiries];
  }

  restore(state: readonly (readonly [string, number])[]): void {
    this.expiries.clear();
    for (const [token, expiry] of state) this.expiries.set(token, expiry);
  }
}

function oauthError(status: number, error: string, description: string): Reply {
  return { status, json: { error, error_description: description } };
}
