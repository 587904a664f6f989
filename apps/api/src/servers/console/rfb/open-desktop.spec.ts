import { ConsoleProblem } from '../causes';
import { IncomingBytes } from './incoming-bytes';
import { openDesktop } from './open-desktop';
import { answerChallenge } from './vnc-auth';

const CHALLENGE = Buffer.from('101112131415161718191a1b1c1d1e1f', 'hex');
const OK = Buffer.alloc(4);
const FAILED = Buffer.from([0, 0, 0, 1]);
const text = (words: string) => Buffer.concat([Buffer.from([0, 0, 0, words.length]), Buffer.from(words)]);

/** Plays a server that says all of it at once; returns what the client answered. */
async function answersTo(password: string | null, ...said: (Buffer | string)[]): Promise<Buffer[]> {
  const bytes = new IncomingBytes();
  for (const part of said) bytes.push(Buffer.from(part as string));
  bytes.fail(new Error('closed'));
  const written: Buffer[] = [];
  await openDesktop(bytes, part => written.push(part), password);
  return written;
}

describe(openDesktop, () => {
  it('signs in with the password in 3.8, and leaves ClientInit to the viewer', async () => {
    const written = await answersTo('secretpw', 'RFB 003.008\n', Buffer.from([2, 1, 2]), CHALLENGE, OK);
    expect(written).toEqual([Buffer.from('RFB 003.008\n'), Buffer.from([2]), answerChallenge(CHALLENGE, 'secretpw')]);
  });

  it('goes in without a password where none is wanted', async () => {
    expect(await answersTo(null, 'RFB 003.008\n', Buffer.from([1, 1]), OK)).toEqual([
      Buffer.from('RFB 003.008\n'),
      Buffer.from([1]),
    ]);
    expect(await answersTo(null, 'RFB 003.007\n', Buffer.from([1, 1]))).toHaveLength(2);
  });

  it('speaks 3.3 with a server that dictates', async () => {
    const written = await answersTo('secretpw', 'RFB 003.003\n', Buffer.from([0, 0, 0, 2]), CHALLENGE, OK);
    expect(written[0]?.toString()).toBe('RFB 003.003\n');
    expect(written[1]).toEqual(answerChallenge(CHALLENGE, 'secretpw'));
  });

  it('takes a later minor version for 3.8', async () => {
    expect((await answersTo(null, 'RFB 003.889\n', Buffer.from([1, 1]), OK))[0]?.toString()).toBe('RFB 003.008\n');
  });

  it.each([
    ['a wrong password', 'wrong-password', ['RFB 003.008\n', Buffer.from([1, 2]), CHALLENGE, FAILED, text('no\nentry')]],
    ['another protocol', 'not-vnc', ['SSH-2.0-OpenSSH_9.2\r\n']],
    ['other ways to sign in', 'not-vnc', ['RFB 003.008\n', Buffer.from([1, 19])]],
    ['a server that wants nobody', 'not-vnc', ['RFB 003.008\n', Buffer.from([0]), text('too many')]],
  ])('has a name for %s', async (_what, consoleCause, said) => {
    const refused = answersTo('secretpw', ...said);
    await expect(refused).rejects.toBeInstanceOf(ConsoleProblem);
    await expect(refused).rejects.toMatchObject({ consoleCause });
  });

  it('repeats what the console said without its line breaks', async () => {
    const refused = answersTo('x', 'RFB 003.008\n', Buffer.from([1, 2]), CHALLENGE, FAILED, text('no\nentry'));
    await expect(refused).rejects.toMatchObject({ detail: 'The console said: no entry' });
  });
});
