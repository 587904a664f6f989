import type { IncomingBytes } from './incoming-bytes';

const NO_AUTHENTICATION = 1;

/**
 * Plays the VNC server towards the browser up to ClientInit. The relay has signed in already, so the browser is asked for
 * nothing: the console's password never reaches it. Throws when the other side speaks something else.
 */
export async function greetBrowser(bytes: IncomingBytes, write: (bytes: Buffer) => void): Promise<void> {
  write(Buffer.from('RFB 003.008\n'));
  if ((await bytes.read(12)).toString('latin1') !== 'RFB 003.008\n') throw new Error('not an RFB 3.8 client');
  write(Buffer.from([1, NO_AUTHENTICATION]));
  if ((await bytes.read(1)).readUInt8() !== NO_AUTHENTICATION) throw new Error('chose what was not offered');
  write(Buffer.alloc(4));
}
