import { createHash } from 'node:crypto';
import { RefusedError } from '@api/platform';

const LINE =
  /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) ([A-Za-z0-9+/]+={0,2})(?: [^\r\n]*)?$/;
const LEAST_RSA_BITS = 2_048;

/** A public key as OpenSSH writes it, taken apart. */
export interface PublicKey {
  readonly kind: string;
  /** Kind and body, without the comment, which may say anything. */
  readonly text: string;
  /** As `ssh-keygen -l` shows it. */
  readonly fingerprint: string;
}

/** Reads a line such as `ssh-ed25519 AAAA… me@laptop`; null when it is not a public key. */
export function readPublicKey(line: string): PublicKey | null {
  const [, kind, body] = LINE.exec(line.trim()) ?? [];
  if (kind === undefined || body === undefined) return null;
  const blob = Buffer.from(body, 'base64');
  const fields = fieldsOf(blob);
  if (fields === null || fields[0]?.toString('latin1') !== kind) return null;
  if (kind === 'ssh-rsa' && bitsOf(fields[2]) < LEAST_RSA_BITS) return null;
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
  return { kind, text: `${kind} ${blob.toString('base64')}`, fingerprint: `SHA256:${digest}` };
}

/** The same, or a refusal that names the field. */
export function requirePublicKey(line: string, field = 'publicKey'): PublicKey {
  const key = readPublicKey(line);
  if (key) return key;
  const message = `is not a public key in OpenSSH form, or an RSA key under ${LEAST_RSA_BITS} bits`;
  throw new RefusedError('invalid_ssh_key', 'This is not a public key that servers accept.', [{ field, message }]);
}

/** The length-prefixed fields of a key's body; null when they do not fill it exactly. */
function fieldsOf(blob: Buffer): Buffer[] | null {
  const fields: Buffer[] = [];
  let at = 0;
  while (at < blob.length) {
    if (at + 4 > blob.length) return null;
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) return null;
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  return fields.length >= 2 ? fields : null;
}

/** The length of a number, which may begin with an empty byte for its sign. */
function bitsOf(number: Buffer | undefined): number {
  const first = number?.findIndex(byte => byte !== 0) ?? -1;
  if (number === undefined || first < 0) return 0;
  return (number.length - first - 1) * 8 + (32 - Math.clz32(number[first] ?? 0));
}
