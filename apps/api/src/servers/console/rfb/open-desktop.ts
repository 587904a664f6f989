import { ConsoleProblem } from '../causes';
import type { IncomingBytes } from './incoming-bytes';
import { answerChallenge } from './vnc-auth';

const NO_AUTHENTICATION = 1;
const VNC_AUTHENTICATION = 2;
const LONGEST_REASON = 1_000;

/**
 * Goes through the handshake with a VNC server (RFC 6143 §7.1, versions 3.3, 3.7 and 3.8) up to the point where the client would
 * say ClientInit. Throws a `ConsoleProblem`: not-vnc or wrong-password.
 */
export async function openDesktop(bytes: IncomingBytes, write: (bytes: Buffer) => void, password: string | null): Promise<void> {
  const version = versionOf(await bytes.read(12));
  write(Buffer.from(`RFB 003.00${version}\n`));
  const type = version === 3 ? await dictatedType(bytes) : await chosenType(bytes, write);
  if (type === VNC_AUTHENTICATION) write(answerChallenge(await bytes.read(16), password ?? ''));
  if (type === NO_AUTHENTICATION && version < 8) return;
  if ((await bytes.read(4)).readUInt32BE() === 0) return;
  const reason = version === 8 ? await reasonFrom(bytes) : 'no reason given';
  throw new ConsoleProblem('wrong-password', password === null ? 'VirtFusion told no password.' : `The console said: ${reason}`);
}

function versionOf(greeting: Buffer): 3 | 7 | 8 {
  const minor = /^RFB 003\.(\d{3})\n$/.exec(greeting.toString('latin1'))?.[1];
  if (minor === undefined) throw new ConsoleProblem('not-vnc', 'It greets with something else than RFB 3.');
  if (Number(minor) >= 8) return 8;
  return Number(minor) === 7 ? 7 : 3;
}

/** Before 3.7 the server says what it wants. */
async function dictatedType(bytes: IncomingBytes): Promise<number> {
  const type = (await bytes.read(4)).readUInt32BE();
  if (type === 0) throw new ConsoleProblem('not-vnc', `The console said: ${await reasonFrom(bytes)}`);
  return usable([type]);
}

async function chosenType(bytes: IncomingBytes, write: (bytes: Buffer) => void): Promise<number> {
  const count = (await bytes.read(1)).readUInt8();
  if (count === 0) throw new ConsoleProblem('not-vnc', `The console said: ${await reasonFrom(bytes)}`);
  const type = usable([...(await bytes.read(count))]);
  write(Buffer.from([type]));
  return type;
}

function usable(offered: readonly number[]): number {
  const type = [VNC_AUTHENTICATION, NO_AUTHENTICATION].find(known => offered.includes(known));
  if (type === undefined) throw new ConsoleProblem('not-vnc', `It offers only other ways to sign in (${offered.join(', ')}).`);
  return type;
}

async function reasonFrom(bytes: IncomingBytes): Promise<string> {
  const length = Math.min((await bytes.read(4)).readUInt32BE(), LONGEST_REASON);
  const text = (await bytes.read(length)).toString('latin1');
  return text.replace(/[^\x20-\x7e]/g, ' ').slice(0, 200);
}
