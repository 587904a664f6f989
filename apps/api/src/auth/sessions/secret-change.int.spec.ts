import { JwtService } from '@nestjs/jwt';
import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { askWithKey, keyOf, type Person, testApp } from '../../testing';
import { ACCESS_AUDIENCE, ACCESS_ISSUER } from './tokens';

const OTHER = 'the-secret-of-before-or-after-0123456789';
const UNKNOWN = 'a-secret-that-was-never-accepted-0123456789';

describe('a new SESSION_SECRET, while the other one is accepted', () => {
  const test = testApp({ env: { SESSION_SECRET_PREVIOUS: OTHER } });

  const sessionOf = async ({ user }: Person) => {
    const [row] = await test.em.execute<{ id: number }[]>('select id from sessions where user_id = ? order by id desc', [
      user.id,
    ]);
    return row?.id ?? 0;
  };
  const withAccess = async (person: Person, secret: string) => {
    const token = new JwtService({ secret }).sign(
      { sid: await sessionOf(person) },
      { subject: String(person.user.id), issuer: ACCESS_ISSUER, audience: ACCESS_AUDIENCE, expiresIn: 600 },
    );
    return test.app.inject({ url: '/api/user/sessions', headers: { cookie: `sky_access=${token}` } });
  };
  const withRefresh = async (person: Person, secret: string) => {
    const id = await sessionOf(person);
    const shown = randomBytes(32).toString('base64url');
    await test.em.execute('update sessions set refresh_hash = ? where id = ?', [
      createHash('sha256').update(shown).digest('base64url'),
      id,
    ]);
    const mark = createHmac('sha256', secret).update(`refresh:${id}:${shown}`).digest('base64url');
    return test.app.inject({
      method: 'POST',
      url: '/api/auth/refresh',
      headers: { cookie: `sky_refresh=${id}.${shown}.${mark}` },
    });
  };
  const hashWith = (secret: string, key: string) =>
    createHmac('sha256', Buffer.from(hkdfSync('sha256', secret, '', 'skypanel:api-keys', 32)))
      .update(key)
      .digest('base64url');

  it('signs nobody out: what the other one signed is good, and is exchanged for what the present one signs', async () => {
    const ada = await test.make.customer();
    expect((await withAccess(ada, OTHER)).statusCode).toBe(200);

    const renewed = await withRefresh(ada, OTHER);

    expect(renewed.statusCode).toBe(200);
    const access = renewed.cookies.find(({ name }) => name === 'sky_access')?.value ?? '';
    const { SESSION_SECRET: present } = process.env;
    await expect(new JwtService({ secret: present ?? '' }).verifyAsync(access)).resolves.toMatchObject({
      sub: String(ada.user.id),
    });
  });

  it('accepts no third', async () => {
    const ada = await test.make.customer();

    expect((await withAccess(ada, UNKNOWN)).statusCode).toBe(401);
    expect((await withRefresh(ada, UNKNOWN)).statusCode).toBe(401);
  });

  it('lets API keys go on, and stores them anew when they are used', async () => {
    const { key, id } = await keyOf(await test.make.customer(), ['read:user']);
    const stored = async () =>
      (await test.em.execute<{ hash: string }[]>('select key_hash as hash from api_keys where id = ?', [id]))[0]?.hash;
    const present = await stored();
    await test.em.execute('update api_keys set key_hash = ? where id = ?', [hashWith(OTHER, key), id]);

    expect((await askWithKey(test.app, key, '/api/me')).status).toBe(200);

    expect(await stored()).toBe(present);
  });
});
