import { createCipheriv } from 'node:crypto';

const KEY_BYTES = 8;

/**
 * The answer to a VNC server's 16-byte challenge (RFC 6143 §7.2.2): DES with the first eight bytes of the password as key, the
 * bits of each byte reversed. OpenSSL 3 no longer offers single DES; triple DES with three equal keys is the same cipher.
 */
export function answerChallenge(challenge: Buffer, password: string): Buffer {
  const key = Buffer.alloc(KEY_BYTES);
  Buffer.from(password, 'latin1').copy(key, 0, 0, KEY_BYTES);
  const reversed = key.map(byte => reverseBits(byte));
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([reversed, reversed, reversed]), null).setAutoPadding(false);
  return Buffer.concat([cipher.update(challenge), cipher.final()]);
}

function reverseBits(byte: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) reversed |= ((byte >> bit) & 1) << (7 - bit);
  return reversed;
}
