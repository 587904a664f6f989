import { Injectable } from '@nestjs/common';
import { Config } from '../config';
import { decrypt, encrypt, keyIdOf, masterKey, newDataKey } from './envelope';

const VERSION = 'v2';
/** Values of the first release were sealed with the master key itself. */
const FIRST_VERSION = 'v1';

interface MasterKey {
  readonly id: string;
  readonly key: Buffer;
}

/**
 * Seals secrets that must be stored and read again. Each value has a data key of its own (AES-256-GCM), which is wrapped by the
 * key from APP_KEY; the value names that key. The purpose (table, column and row) is bound to the seal, so a value cannot be
 * moved. APP_KEY_PREVIOUS opens what was sealed before a rotation.
 */
@Injectable()
export class SealedBox {
  private readonly keys: readonly [MasterKey, ...MasterKey[]];

  constructor({ env }: Config) {
    const previous = env.APP_KEY_PREVIOUS ? [named(env.APP_KEY_PREVIOUS)] : [];
    this.keys = [named(env.APP_KEY), ...previous];
  }

  seal(plain: string, purpose: string): string {
    const dataKey = newDataKey();
    const [{ id, key }] = this.keys;
    return [VERSION, id, encrypt(dataKey, key, wrapping(purpose)), encrypt(Buffer.from(plain), dataKey, purpose)].join('.');
  }

  /**
   * Throws when the value was changed, was sealed for another purpose, or its key is gone. `firstPurpose` is what the first
   * release bound such values to, where that was something else.
   */
  open(value: string, purpose: string, firstPurpose = purpose): string {
    const isFirst = value.startsWith(`${FIRST_VERSION}.`);
    const plain = isFirst ? this.openFirst(value, firstPurpose) : this.openEnvelope(value, purpose);
    if (plain === null) throw new Error(`A sealed value (${purpose}) does not open with the keys at hand`);
    return plain.toString('utf8');
  }

  /** True for values that the present key did not seal: they wait for `npm run secrets:rotate`. */
  isOutdated(value: string): boolean {
    return !value.startsWith(this.presentStart);
  }

  /** How values of the present key begin, for a search in the database. */
  get presentStart(): string {
    return `${VERSION}.${this.keys[0].id}.`;
  }

  private openEnvelope(value: string, purpose: string): Buffer | null {
    const [version, id, wrapped = '', body = ''] = value.split('.');
    const master = this.keys.find(candidate => candidate.id === id);
    if (version !== VERSION || !master) return null;
    const dataKey = decrypt(wrapped, master.key, wrapping(purpose));
    return dataKey && decrypt(body, dataKey, purpose);
  }

  private openFirst(value: string, purpose: string): Buffer | null {
    const [, nonce = '', body = ''] = value.split('.');
    const joined = Buffer.concat([Buffer.from(nonce, 'base64url'), Buffer.from(body, 'base64url')]).toString('base64url');
    for (const { key } of this.keys) {
      const plain = decrypt(joined, key, purpose);
      if (plain) return plain;
    }
    return null;
  }
}

function named(secret: string): MasterKey {
  const key = masterKey(secret);
  return { id: keyIdOf(key), key };
}

/** A wrapped key is no value, even for the same purpose. */
function wrapping(purpose: string): string {
  return `data key of ${purpose}`;
}
