import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { PASSWORD, testApp } from '../testing';
import { Visitor } from './visitor';

const SECRET = 'session-secret-of-the-tests-0123456789';
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const hmac = (hash: string, key: string | Buffer) => (text: string) => createHmac(hash, key).update(text).digest('base64url');
const now = () => Math.floor(Date.now() / 1000);

/** A token with another header, other claims or another signature than ours. */
function token(header: object, claims: object, signature: (text: string) => string = hmac('sha256', SECRET)): string {
  const text = `${encoded({ alg: 'HS256', typ: 'JWT', ...header })}.${encoded(claims)}`;
  return `${text}.${signature(text)}`;
}

describe('an access token', () => {
  const test = testApp({ listen: true });
  let visitor: Visitor;
  let real: string;
  let claims: Record<string, unknown>;

  beforeAll(async () => {
    const { user } = await test.make.customer();
    visitor = await new Visitor(test.url).signIn(user.username, PASSWORD);
    real = visitor.cookie('sky_access');
    claims = JSON.parse(Buffer.from(real.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  });

  const ask = async (access: string) => {
    const stranger = new Visitor(test.url);
    stranger.setCookie('sky_access', access);
    const { status, text } = await stranger.ask('/api/user');
    return { status, text: text.replace(/"request_id":"[^"]+"/, '') };
  };
  const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

  it('is taken when it is ours, also when made by hand: the forgeries below differ in one point each', async () => {
    expect((await ask(real)).status).toBe(200);
    expect((await ask(token({}, claims))).status).toBe(200);
  });

  it('is refused in one way, whatever is forged about it', async () => {
    const { privateKey, publicKey } = pair();
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    const jwk = publicKey.export({ format: 'jwk' });
    const bySignature = (text: string) => sign('sha256', Buffer.from(text), privateKey).toString('base64url');
    const forgeries: Record<string, string> = {
      none: token({ alg: 'none' }, claims, () => ''),
      'None, signed': token({ alg: 'None' }, claims),
      'no signature': `${real.split('.').slice(0, 2).join('.')}.`,
      'a public key as the secret': token({}, claims, hmac('sha256', pem)),
      'another algorithm of the same secret': token({ alg: 'HS512' }, claims, hmac('sha512', SECRET)),
      'RS256 with an own key': token({ alg: 'RS256' }, claims, bySignature),
      'an embedded key': token({ alg: 'RS256', jwk }, claims, bySignature),
      'a key id that is a path': token({ kid: '../../../dev/null' }, claims, hmac('sha256', '')),
      'a key id that is SQL': token({ kid: "x' union select 'known" }, claims, hmac('sha256', 'known')),
      'keys elsewhere': token({ alg: 'RS256', jku: 'https://evil.test/keys', x5u: 'https://evil.test/x' }, claims, bySignature),
      'another audience': token({}, { ...claims, aud: 'skypanel:other' }),
      'another issuer': token({}, { ...claims, iss: 'evil' }),
      'no audience': token({}, { ...claims, aud: undefined }),
      expired: token({}, { ...claims, iat: now() - 7_200, exp: now() - 3_600 }),
      'not yet valid': token({}, { ...claims, nbf: now() + 3_600 }),
      'a cut signature': real.slice(0, -4),
      'another person': token({}, { ...claims, sub: '1' }, hmac('sha256', 'guessed')),
      'a session of somebody else': token({}, { ...claims, sub: String(Number(claims['sub']) + 1) }),
      'the secret of another installation': token({}, claims, hmac('sha256', 'change-me-session-secret-0123456789')),
      'a refresh token': visitor.cookie('sky_refresh'),
      'a session that never was': token({}, { ...claims, sid: 2_147_483_000 }),
      'a session that is no number': token({}, { ...claims, sid: "1' or '1'='1" }),
    };
    const answers = await Promise.all(
      Object.entries(forgeries).map(async ([what, forged]) => ({ what, ...(await ask(forged)) })),
    );
    const wrong = answers.filter(({ status }) => status !== 401).map(({ what, status }) => `${what} -> ${status}`);
    expect(answers.length).toBeGreaterThanOrEqual(16);
    expect(wrong).toEqual([]);
    // A signature that is right may lead to the session's end being told; everything else answers the same.
    expect(new Set(answers.map(({ text }) => text)).size).toBeLessThanOrEqual(2);
    expect((await ask(real)).status).toBe(200);
  });

  it('says nothing about rights: those are read each time', () => {
    expect(Object.keys(claims).toSorted()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub']);
    expect(Number(claims['exp']) - Number(claims['iat'])).toBeLessThanOrEqual(600);
  });

  it('is never read from a header, an address or a body', async () => {
    const stranger = new Visitor(test.url);
    const tries = [
      await stranger.ask('/api/user', { headers: { authorization: `Bearer ${real}` } }),
      await stranger.ask(`/api/user?access_token=${real}&token=${real}&sky_access=${real}`),
      await stranger.ask('/api/auth/logout', { method: 'POST', body: { token: real } }),
    ];
    expect(tries.map(({ status }) => status)).toEqual([401, 401, 401]);
  });
});
