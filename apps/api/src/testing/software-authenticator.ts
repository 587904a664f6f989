import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

export interface CeremonyOptions {
  /** Default: the origin that the product runs at. */
  readonly origin?: string;
  /** Whether the authenticator asked for a PIN or a finger; default: it did. */
  readonly userVerified?: boolean;
  /** Answers another challenge than the one that was asked. */
  readonly challenge?: string;
  /** Claims another credential than its own. */
  readonly credentialId?: string;
  readonly rpId?: string;
}

interface Asked {
  readonly challenge: string;
  readonly user?: { readonly id: string };
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ATTESTED = 0x40;

/** An authenticator in software: makes an ES256 key pair, and speaks WebAuthn's own bytes (CBOR, COSE, signatures in DER). */
export class SoftwareAuthenticator {
  readonly id = randomBytes(32).toString('base64url');
  private readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;
  private userHandle: string | undefined;
  private counter = 0;

  constructor(private readonly origin: string) {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.privateKey = pair.privateKey;
    this.publicKey = pair.publicKey;
  }

  /** The answer to `navigator.credentials.create`. */
  create(asked: Asked, options: CeremonyOptions = {}): object {
    this.userHandle = asked.user?.id;
    const rawId = Buffer.from(this.id, 'base64url');
    const attested = Buffer.concat([Buffer.alloc(16), uint16(rawId.length), rawId, this.cosePublicKey()]);
    const authData = Buffer.concat([this.authenticatorData(ATTESTED, options), attested]);
    const attestation = map([
      [text('fmt'), text('none')],
      [text('attStmt'), map([])],
      [text('authData'), bytes(authData)],
    ]);
    return this.credential(options, {
      clientDataJSON: this.clientData('webauthn.create', asked, options).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** The answer to `navigator.credentials.get`. */
  get(asked: Asked, options: CeremonyOptions = {}): object {
    this.counter += 1;
    const clientData = this.clientData('webauthn.get', asked, options);
    const authData = this.authenticatorData(0, options);
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()]);
    return this.credential(options, {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: createSign('sha256').update(signed).sign(this.privateKey).toString('base64url'),
      ...(this.userHandle && { userHandle: this.userHandle }),
    });
  }

  private credential({ credentialId = this.id }: CeremonyOptions, response: object): object {
    return { id: credentialId, rawId: credentialId, type: 'public-key', clientExtensionResults: {}, response };
  }

  private clientData(type: string, asked: Asked, { challenge = asked.challenge, origin = this.origin }: CeremonyOptions): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  private authenticatorData(flags: number, { userVerified = true, rpId }: CeremonyOptions): Buffer {
    const party = createHash('sha256')
      .update(rpId ?? new URL(this.origin).hostname)
      .digest();
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([party, Buffer.from([flags | USER_PRESENT | (userVerified ? USER_VERIFIED : 0)]), counter]);
  }

  /** COSE_Key of an EC2 key on P-256 for ES256. */
  private cosePublicKey(): Buffer {
    const { x = '', y = '' } = this.publicKey.export({ format: 'jwk' });
    return map([
      [integer(1), integer(2)],
      [integer(3), integer(-7)],
      [integer(-1), integer(1)],
      [integer(-2), bytes(Buffer.from(x, 'base64url'))],
      [integer(-3), bytes(Buffer.from(y, 'base64url'))],
    ]);
  }
}

/** The few kinds of CBOR that WebAuthn needs. */
function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  return length < 256
    ? Buffer.from([(major << 5) | 24, length])
    : Buffer.concat([Buffer.from([(major << 5) | 25]), uint16(length)]);
}

function integer(value: number): Buffer {
  return value >= 0 ? head(0, value) : head(1, -1 - value);
}

function bytes(value: Buffer): Buffer {
  return Buffer.concat([head(2, value.length), value]);
}

function text(value: string): Buffer {
  return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
}

function map(entries: readonly (readonly [Buffer, Buffer])[]): Buffer {
  return Buffer.concat([head(5, entries.length), ...entries.flat()]);
}

function uint16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16BE(value);
  return buffer;
}
