import { z } from 'zod';

import type { UpstreamHttp } from '../http';
import { UpstreamUnknown, UpstreamUnreachable } from '../upstream';
import { payPalHttp, type PayPalClientOptions } from './account';
import { payPalError } from './refusal';

const tokenReply = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** A token is renewed this long before it ends, so that none ends on its way. */
const MARGIN_MS = 60_000;

/** The bearer token of a PayPal account: fetched once for all who wait, kept until shortly before it ends. */
export class AccessToken {
  private current: { readonly value: string; readonly endsAt: number } | null = null;
  private fetching: Promise<string> | null = null;

  private constructor(
    private readonly http: UpstreamHttp,
    private readonly credentials: string,
  ) {}

  static of(account: PayPalClientOptions): AccessToken {
    const credentials = Buffer.from(`${account.clientId}:${account.clientSecret}`).toString('base64');
    return new AccessToken(payPalHttp(account), credentials);
  }

  async value(): Promise<string> {
    if (this.current && this.current.endsAt > Date.now()) return this.current.value;
    this.fetching ??= this.fetch().finally(() => (this.fetching = null));
    return this.fetching;
  }

  /** Forgets a token that PayPal did not accept, unless another has taken its place already. */
  drop(rejected: string): void {
    if (this.current?.value === rejected) this.current = null;
  }

  private async fetch(): Promise<string> {
    try {
      const reply = await this.http.exchange({
        method: 'POST',
        path: '/v1/oauth2/token',
        headers: {
          authorization: `Basic ${this.credentials}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'grant_type=client_credentials',
      });
      if (!reply.isSuccess) throw payPalError(reply);
      const { access_token: value, expires_in: seconds } = reply.believe(tokenReply);
      this.current = { value, endsAt: Date.now() + Math.max(0, seconds * 1000 - MARGIN_MS) };
      return value;
    } catch (error) {
      // Without a token the request it was for was never sent, whatever became of the token.
      if (error instanceof UpstreamUnknown)
        throw new UpstreamUnreachable({ ...error, method: 'POST', reason: `no access token: ${error.reason}` });
      throw error;
    }
  }
}
