import { privateFile, publicLine } from './open-ssh';

/** A fresh pair, as OpenSSH writes it. */
export interface KeyPair {
  readonly publicKey: string;
  /** Never leaves the browser but as a file that the person saves. */
  readonly privateKey: string;
}

/** True where the browser can make a pair: the page has to be served safely, and the browser has to know ed25519. */
export async function canMakePair(): Promise<boolean> {
  try {
    await generate();
    return true;
  } catch {
    return false;
  }
}

/** Makes an ed25519 pair in this browser. */
export async function makePair(comment: string): Promise<KeyPair> {
  const { publicKey, privateKey } = await generate();
  const [shown, secret] = await Promise.all([
    crypto.subtle.exportKey('raw', publicKey),
    crypto.subtle.exportKey('jwk', privateKey),
  ]);
  const pair = { publicKey: new Uint8Array(shown), seed: fromBase64Url(secret.d ?? '') };
  const [check = 0] = crypto.getRandomValues(new Uint32Array(1));
  return { publicKey: publicLine(pair, comment), privateKey: privateFile(pair, comment, check) };
}

async function generate(): Promise<CryptoKeyPair> {
  return (await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify'])) as CryptoKeyPair;
}

function fromBase64Url(text: string): Uint8Array {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, letter => letter.charCodeAt(0));
}

/** "id_ed25519_my-laptop", so that several keys stand side by side in a folder. */
export function fileNameOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return ['id_ed25519', plain].filter(Boolean).join('_');
}
