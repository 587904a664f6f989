import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Derives the key that wraps data keys from a secret of the environment. */
export function masterKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'skypanel sealed values', 32));
}

/** By this a sealed value says which key it needs; nothing can be learnt of the key from it. */
export function keyIdOf(key: Buffer): string {
  return createHash('sha256').update('key id').update(key).digest('hex').slice(0, 8);
}

/** A fresh key for one value. */
export function newDataKey(): Buffer {
  return randomBytes(32);
}

/** Nonce, ciphertext and tag as one text. */
export function encrypt(plain: Buffer, key: Buffer, purpose: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(purpose));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** Null for another key, another purpose or a changed value. */
export function decrypt(text: string, key: Buffer, purpose: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(purpose))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    return null; // the tag does not fit: wrong key, wrong purpose or changed bytes
  }
}
