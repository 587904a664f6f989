import { createHash, generateKeyPairSync } from 'node:crypto';
import { readPublicKey, requirePublicKey } from './public-key';

const field = (bytes: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};
const blobOf = (...fields: (string | Buffer)[]) => Buffer.concat(fields.map(one => field(Buffer.from(one)))).toString('base64');
const ed25519 = blobOf('ssh-ed25519', Buffer.alloc(32, 7));
const rsa = (bits: number) => {
  const { n = '' } = generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' });
  const modulus = Buffer.concat([Buffer.from([0]), Buffer.from(n, 'base64url')]);
  return blobOf('ssh-rsa', Buffer.from([1, 0, 1]), modulus);
};

describe('a public key', () => {
  it('is taken apart, and its comment left out', () => {
    const key = readPublicKey(`  ssh-ed25519 ${ed25519} ada@laptop \n`);
    expect(key).toMatchObject({ kind: 'ssh-ed25519', text: `ssh-ed25519 ${ed25519}` });
    const digest = createHash('sha256').update(Buffer.from(ed25519, 'base64')).digest('base64');
    expect(key?.fingerprint).toBe(`SHA256:${digest.slice(0, 43)}`);
  });

  it.each([
    ['nothing', ''],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----'],
    ['two lines', `ssh-ed25519 ${ed25519}\nssh-ed25519 ${ed25519}`],
    ['a body of another kind', `ssh-rsa ${ed25519}`],
    ['a body that is cut off', `ssh-ed25519 ${ed25519.slice(0, 40)}`],
    ['a kind that nobody should use', `ssh-dss ${blobOf('ssh-dss', 'x')}`],
    ['options before it', `command="rm -rf /" ssh-ed25519 ${ed25519}`],
  ])('is not %s', (_, line) => {
    expect(readPublicKey(line)).toBeNull();
  });

  it('of RSA is long enough', () => {
    expect(readPublicKey(`ssh-rsa ${rsa(2_048)}`)?.kind).toBe('ssh-rsa');
    expect(readPublicKey(`ssh-rsa ${rsa(1_024)}`)).toBeNull();
  });

  it('that is none is refused with the field', () => {
    expect(() => requirePublicKey('hello', 'sshPublicKey')).toThrow(
      expect.objectContaining({
        code: 'invalid_ssh_key',
        details: [expect.objectContaining({ field: 'sshPublicKey' })],
      }) as Error,
    );
  });
});
