import { UpstreamHttp } from '../http';

export interface PayPalClientOptions {
  /** `https://api-m.paypal.com`, `https://api-m.sandbox.paypal.com` or the sandbox's own. */
  readonly apiBase: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly timeoutMs?: number;
}

/** The way to an account's API. */
export function payPalHttp({ apiBase, clientSecret, timeoutMs }: PayPalClientOptions): UpstreamHttp {
  return new UpstreamHttp({ system: 'PayPal', baseUrl: apiBase, timeoutMs, secrets: [clientSecret] });
}
