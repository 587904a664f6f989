import { X509Certificate } from 'node:crypto';

import { UpstreamHttp } from '../http';

/** An hour: long enough to spare PayPal a request an event, short enough to notice a replaced certificate. */
const KEEP_MS = 3_600_000;

/** More certificates than PayPal ever uses at once. */
const KEEP_COUNT = 16;

/** Thrown for a certificate that must not be believed, whatever it signed. */
export class UntrustedCertificate extends Error {
  override readonly name = 'UntrustedCertificate';
}

interface Kept {
  readonly until: number;
  readonly certificate: Promise<X509Certificate>;
}

/**
 * The certificates PayPal signs webhooks with. The address comes with each delivery, from anybody; so it is only fetched from
 * PayPal's own hosts or from the API's own origin. Anybody could sign with a certificate of their own otherwise.
 */
export class CertificateStore {
  private readonly kept = new Map<string, Kept>();
  private readonly apiOrigin: string;

  constructor(
    apiBase: string,
    private readonly timeoutMs?: number,
  ) {
    this.apiOrigin = new URL(apiBase).origin;
  }

  /** The certificate at an address; fetched once for all who ask, and again after an hour. */
  async at(address: string): Promise<X509Certificate> {
    const url = this.trusted(address);
    const known = this.kept.get(url.href);
    const certificate = known && known.until > Date.now() ? known.certificate : this.keep(url);
    const found = await certificate;
    const now = new Date();
    if (found.validFromDate > now || found.validToDate < now) throw new UntrustedCertificate('The certificate is not valid now.');
    return found;
  }

  private trusted(address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url || url.username !== '' || url.password !== '')
      throw new UntrustedCertificate('The certificate has no usable address.');
    const isPayPal = url.protocol === 'https:' && url.port === '' && url.hostname.endsWith('.paypal.com');
    if (!isPayPal && url.origin !== this.apiOrigin) throw new UntrustedCertificate('The certificate is not at PayPal.');
    return url;
  }

  private keep(url: URL): Promise<X509Certificate> {
    const certificate = fetchCertificate(url, this.timeoutMs);
    this.kept.set(url.href, { until: Date.now() + KEEP_MS, certificate });
    certificate.catch(() => this.kept.delete(url.href));
    const oldest = this.kept.keys().next().value;
    if (this.kept.size > KEEP_COUNT && oldest !== undefined) this.kept.delete(oldest);
    return certificate;
  }
}

async function fetchCertificate(url: URL, timeoutMs?: number): Promise<X509Certificate> {
  const http = new UpstreamHttp({ system: 'PayPal', baseUrl: url.origin, timeoutMs });
  const reply = await http.exchange({
    method: 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { accept: '*/*' },
  });
  if (reply.status === 404) throw new UntrustedCertificate('There is no certificate at this address.');
  if (!reply.isSuccess) throw reply.refusal({ reason: 'the certificate was not given' });
  try {
    return new X509Certificate(reply.text);
  } catch {
    throw new UntrustedCertificate('There is no certificate at this address.');
  }
}
