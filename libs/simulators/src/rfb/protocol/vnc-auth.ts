import { createCipheriv } from 'node:crypto';

const KEY_BYTES = 8;
export const CHALLENGE_BYTES = 16;

/**
 * What a challenge becomes under a password: DES with the password's first eight bytes as the key, each with its bits reversed.
 * OpenSSL 3 has single DES only as triple DES with the same key three times.
 */
export function answerTo(challenge: Buffer, password: string): Buffer {
  const key = Buffer.alloc(KEY_BYTES);
  Buffer.from(password, 'latin1').copy(key, 0, 0, KEY_BYTES);
  for (let index = 0; index < KEY_BYTES; index += 1) key[index] = reversed(key[index] ?? 0);
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([key, key, key]), null).setAutoPadding(false);
  return Buffer.concat([cipher.update(challenge), cipher.final()]);
}

function reversed(byte: number): number {
  return Number.parseInt(byte.toString(2).padStart(8, '0').split('').toReversed().join(''), 2);
}
