import { verify } from 'node:crypto';
import { crc32 } from 'node:zlib';

import { type CertificateStore, UntrustedCertificate } from './certificate-store';
import { type PayPalEvent, webhookEvent } from './webhook-event';

/** A webhook as it arrived. The body is the bytes of the wire: parsing and writing it again breaks the signature. */
export interface WebhookDelivery {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawBody: Uint8Array;
  /** PayPal's id of our webhook; part of what is signed. */
  readonly webhookId: string;
}

export type WebhookVerdict =
  { readonly verified: true; readonly event: PayPalEvent } | { readonly verified: false; readonly reason: string };

/** Checks a delivery against PayPal's certificate, without asking PayPal. */
export async function verifyWebhook(delivery: WebhookDelivery, certificates: CertificateStore): Promise<WebhookVerdict> {
  const header = (name: string) => {
    const value = delivery.headers[`paypal-${name}`];
    return typeof value === 'string' ? value : '';
  };
  const [id, time, signature, address] = [
    header('transmission-id'),
    header('transmission-time'),
    header('transmission-sig'),
    header('cert-url'),
  ];
  if (id === '' || time === '' || signature === '' || address === '') return refused('The signature headers are missing.');
  if (header('auth-algo').toUpperCase() !== 'SHA256WITHRSA') return refused('The signature is of an unknown kind.');
  try {
    const { publicKey } = await certificates.at(address);
    const signed = `${id}|${time}|${delivery.webhookId}|${crc32(delivery.rawBody)}`;
    if (publicKey.asymmetricKeyType !== 'rsa') return refused('The certificate is of an unknown kind.');
    if (!verify('sha256', Buffer.from(signed), publicKey, Buffer.from(signature, 'base64'))) {
      return refused('The signature does not fit the body and this webhook.');
    }
  } catch (error) {
    if (error instanceof UntrustedCertificate) return refused(error.message);
    throw error;
  }
  const event = webhookEvent(Buffer.from(delivery.rawBody).toString('utf8'));
  return event ? { verified: true, event } : refused('The body is not an event.');
}

function refused(reason: string): WebhookVerdict {
  return { verified: false, reason };
}
