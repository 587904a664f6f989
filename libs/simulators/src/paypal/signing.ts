import { createPublicKey, generateKeyPairSync, randomBytes, randomUUID, sign, X509Certificate, verify } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { bits, integer, nothing, oid, sequence, set, tagged, text, time } from './der';

const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';
const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';
const YEAR_MS = 365 * 86_400_000;

/** A key pair and the certificate that shows its public half, as PEM; kept in the snapshot. */
export interface SigningIdentity {
  readonly certificateId: string;
  readonly privateKey: string;
  readonly certificate: string;
}

/** The headers of one webhook delivery that prove who sent it. */
export interface TransmissionHeaders extends Record<string, string> {
  'paypal-transmission-id': string;
  'paypal-transmission-time': string;
  'paypal-transmission-sig': string;
  'paypal-cert-url': string;
  'paypal-auth-algo': string;
}

let identityOfProcess: SigningIdentity | undefined;

/** This process's identity, made at first need: making a key takes a noticeable moment. */
export function ownIdentity(): SigningIdentity {
  identityOfProcess ??= makeIdentity();
  return identityOfProcess;
}

/** Signs a webhook's bytes for one transmission. */
export function signTransmission(
  identity: SigningIdentity,
  delivery: { readonly body: Buffer; readonly webhookId: string; readonly certificateUrl: string },
): TransmissionHeaders {
  const id = randomUUID();
  const at = `${new Date().toISOString().slice(0, 19)}Z`;
  const message = signedMessage(id, at, delivery.webhookId, delivery.body);
  return {
    'paypal-transmission-id': id,
    'paypal-transmission-time': at,
    'paypal-transmission-sig': sign('sha256', Buffer.from(message), identity.privateKey).toString('base64'),
    'paypal-cert-url': delivery.certificateUrl,
    'paypal-auth-algo': 'SHA256withRSA',
    'paypal-auth-version': 'v2',
    'correlation-id': randomBytes(7).toString('hex').slice(0, 13),
  };
}

/** Whether a signature was made by this identity over these bytes. */
export function isSignedBy(
  identity: SigningIdentity,
  claim: {
    readonly id: string;
    readonly time: string;
    readonly webhookId: string;
    readonly signature: string;
    readonly body: Buffer;
  },
): boolean {
  const message = signedMessage(claim.id, claim.time, claim.webhookId, claim.body);
  const publicKey = new X509Certificate(identity.certificate).publicKey;
  return verify('sha256', Buffer.from(message), publicKey, Buffer.from(claim.signature, 'base64'));
}

/** What PayPal signs: the id, the time, the webhook's id and the CRC-32 of the body as an unsigned decimal. */
function signedMessage(id: string, at: string, webhookId: string, body: Buffer): string {
  return `${id}|${at}|${webhookId}|${crc32(body)}`;
}

function makeIdentity(): SigningIdentity {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const spki = createPublicKey(publicKey).export({ type: 'spki', format: 'der' });
  const certificate = selfSigned(spki, body => sign('sha256', body, privateKey));
  return { certificateId: `CERT-${randomBytes(4).toString('hex')}-${randomBytes(4).toString('hex')}`, privateKey, certificate };
}

/** A version 3 certificate that vouches for itself. */
function selfSigned(spki: Buffer, signBody: (body: Buffer) => Buffer): string {
  const algorithm = sequence(oid(SHA256_WITH_RSA), nothing());
  const name = sequence(
    set(sequence(oid(ORGANISATION), text('SkyPANEL sandbox'))),
    set(sequence(oid(COMMON_NAME), text('messageverificationcerts.sandbox'))),
  );
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x01;
  const validity = sequence(time(new Date(Date.now() - 86_400_000)), time(new Date(Date.now() + 10 * YEAR_MS)));
  const version3 = tagged(0, integer(Buffer.from([2])));
  const body = sequence(version3, integer(serial), algorithm, name, validity, name, spki);
  const der = sequence(body, algorithm, bits(signBody(body)));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
