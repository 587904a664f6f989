import { Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Config } from '../config';

const VERSION = 'v1';

/**
 * Seals secrets that must be stored and read again (AES-256-GCM; the key is derived from APP_KEY). The purpose is bound to
 * the seal, so a value cannot be moved to another column. APP_KEY_PREVIOUS opens what was sealed before a rotation.
 */
@Injectable()
export class SealedBox {
  constructor(private readonly config: Config) {}

  seal(plain: string, purpose: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', keyFrom(this.config.env.APP_KEY), nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return [VERSION, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
  }

  /** Throws when the value was changed, was sealed for another purpose, or its key is gone. */
  open(value: string, purpose: string): string {
    const keys = [this.config.env.APP_KEY, this.config.env.APP_KEY_PREVIOUS].filter(Boolean);
    for (const key of keys) {
      const plain = tryOpen(value, purpose, keyFrom(key));
      if (plain !== null) return plain;
    }
    throw new Error(`A sealed value (${purpose}) does not open with the keys at hand`);
  }
}

function keyFrom(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'skypanel sealed values', 32));
}

function tryOpen(value: string, purpose: string, key: Buffer): string | null {
  const [version, nonce = '', body = ''] = value.split('.');
  if (version !== VERSION) return null;
  const sealed = Buffer.from(body, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'))
      .setAAD(Buffer.from(purpose))
      .setAuthTag(sealed.subarray(-16));
    return decipher.update(sealed.subarray(0, -16)).toString('utf8') + decipher.final('utf8');
  } catch {
    return null; // wrong key or changed value: the caller tries the next key, then refuses
  }
}
