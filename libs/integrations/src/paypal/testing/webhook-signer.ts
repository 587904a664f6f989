import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Signs webhooks as PayPal does, with a certificate of its own making. */
export class WebhookSigner {
  private constructor(
    private readonly key: KeyObject,
    /** The certificate as PayPal gives it out. */
    readonly pem: string,
  ) {}

  /** A signer whose certificate is valid for a number of days around now, or was until some days ago. */
  static create(validity: { fromDays: number; toDays: number } = { fromDays: -1, toDays: 1 }): WebhookSigner {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return new WebhookSigner(privateKey, certificate(publicKey, privateKey, validity));
  }

  /** The headers of a delivery of these bytes to this webhook. */
  headers(body: Uint8Array, webhookId: string, certUrl: string): Record<string, string> {
    const id = 'f7a0b8c0-5b7d-11ef-9f4a-6f6f2f6e0a11';
    const time = '2026-11-25T10:00:00Z';
    const signature = sign('sha256', Buffer.from(`${id}|${time}|${webhookId}|${crc32(body)}`), this.key);
    return {
      'paypal-transmission-id': id,
      'paypal-transmission-time': time,
      'paypal-transmission-sig': signature.toString('base64'),
      'paypal-cert-url': certUrl,
      'paypal-auth-algo': 'SHA256withRSA',
      'paypal-auth-version': 'v2',
    };
  }
}

function certificate(publicKey: KeyObject, privateKey: KeyObject, validity: { fromDays: number; toDays: number }): string {
  const sha256WithRsa = der(0x30, Buffer.from('06092a864886f70d01010b0500', 'hex'));
  const commonName = der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from('webhook signer for tests')));
  const name = der(0x30, der(0x31, commonName));
  const content = der(
    0x30,
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1)),
    sha256WithRsa,
    name,
    der(0x30, time(validity.fromDays), time(validity.toDays)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(0x03, Buffer.of(0), sign('sha256', content, privateKey));
  const base64 = der(0x30, content, sha256WithRsa, signature).toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
}

function time(days: number): Buffer {
  const iso = new Date(Date.now() + days * 86_400_000).toISOString();
  return der(0x17, Buffer.from(`${iso.slice(2, 19).replace(/[-:T]/g, '')}Z`));
}

/** One element of DER: tag, length, content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 128) return Buffer.concat([Buffer.of(tag, content.length), content]);
  const length =
    content.length < 256 ? Buffer.of(0x81, content.length) : Buffer.of(0x82, content.length >> 8, content.length & 255);
  return Buffer.concat([Buffer.of(tag), length, content]);
}
