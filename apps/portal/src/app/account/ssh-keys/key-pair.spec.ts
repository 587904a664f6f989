import { spawnSync } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { fileNameOf, makePair } from './key-pair';
import { privateFile, publicLine } from './open-ssh';

beforeAll(() => Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true }));

/** What OpenSSH's own tool says of a private key; undefined where it is not installed. */
function readByOpenSsh(privateKey: string): string | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'sky-key-'));
  try {
    const file = path.join(folder, 'key');
    writeFileSync(file, privateKey, { mode: 0o600 });
    const { error, status, stdout, stderr } = spawnSync('ssh-keygen', ['-y', '-f', file], { encoding: 'utf8' });
    if (error) return undefined;
    if (status !== 0) throw new Error(`ssh-keygen does not take the key: ${stderr}`);
    return stdout.trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Length-prefixed fields from a place on. */
function fieldsFrom(bytes: Buffer, start: number, count: number): { fields: Buffer[]; end: number } {
  const fields: Buffer[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    const length = bytes.readUInt32BE(at);
    fields.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return { fields, end: at };
}

const bodyOf = (file: string) => Buffer.from(file.split('\n').slice(1, -2).join(''), 'base64');

describe('a pair made in the browser', () => {
  it('is what OpenSSH itself reads, whatever the length of its comment', async () => {
    for (const comment of ['', 'a', 'my laptop', 'Büro-Rechner 2', 'x'.repeat(64)]) {
      const { publicKey, privateKey } = await makePair(comment);
      expect(publicKey).toMatch(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}/);
      const read = readByOpenSsh(privateKey);
      if (read !== undefined) expect(read).toBe(publicKey);
    }
  });

  it('is another one each time', async () => {
    const [first, second] = [await makePair('one'), await makePair('one')];
    expect(first.publicKey).not.toBe(second.publicKey);
    expect(first.privateKey).not.toBe(second.privateKey);
  });

  it('has the parts that the format names, byte for byte', () => {
    const pair = { publicKey: new Uint8Array(32).fill(7), seed: new Uint8Array(32).fill(9) };
    const body = bodyOf(privateFile(pair, 'ada', 0x01020304));

    expect(body.subarray(0, 15).toString('latin1')).toBe('openssh-key-v1\0');
    const { fields, end } = fieldsFrom(body, 15, 3);
    expect(fields.map(String)).toEqual(['none', 'none', '']);
    expect(body.readUInt32BE(end)).toBe(1);
    const { fields: parts, end: last } = fieldsFrom(body, end + 4, 2);
    expect(last).toBe(body.length);
    const [open, secret] = parts as [Buffer, Buffer];
    expect(publicLine(pair, '')).toBe(`ssh-ed25519 ${open.toString('base64')}`);
    expect(secret.length % 8).toBe(0);
    expect([secret.readUInt32BE(0), secret.readUInt32BE(4)]).toEqual([0x01020304, 0x01020304]);
    const { fields: inner, end: filled } = fieldsFrom(secret, 8, 4);
    expect(inner.map(one => one.length)).toEqual([11, 32, 64, 3]);
    expect(inner[2]).toEqual(Buffer.concat([Buffer.alloc(32, 9), Buffer.alloc(32, 7)]));
    expect([...secret.subarray(filled)]).toEqual([...secret.subarray(filled)].map((_, place) => place + 1));
  });

  it.each([
    ['My laptop', 'id_ed25519_my-laptop'],
    ['  ', 'id_ed25519'],
    ['../../etc/passwd', 'id_ed25519_etc-passwd'],
  ])('of the name %j is saved as %s', (name, file) => {
    expect(fileNameOf(name)).toBe(file);
  });
});
