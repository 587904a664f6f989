import { type Browser, PASSWORD, SoftwareAuthenticator, testApp } from '../../../testing';

describe('stepping up', () => {
  const test = testApp();
  const soon = () => new Promise(resolve => setTimeout(resolve, 200));
  /** As if the last proof were six minutes ago. */
  const growOld = async (userId: number) => {
    await test.em.execute(`update sessions set stepped_up_at = now() - interval '6 minutes' where user_id = ?`, [userId]);
    await test.em.execute(`select pg_notify('sky_live', ?)`, [JSON.stringify({ type: 'user', userId, data: {} })]);
    await soon();
  };
  const dangerous = (browser: Browser) => browser.post<{ error: { code: string } }>('/api/user/second-factor/totp');

  it('is asked for by code when the last proof is older than five minutes', async () => {
    const { user, browser } = await test.make.customer();
    expect((await dangerous(browser)).status).toBe(200);
    await growOld(user.id);
    expect(await dangerous(browser)).toMatchObject({ status: 403, body: { error: { code: 'step_up_required' } } });
    expect((await browser.get('/api/auth/step-up')).body).toEqual({ methods: ['password'], steppedUpUntil: null });

    expect((await browser.post('/api/auth/step-up', { password: 'wrong' })).status).toBe(422);
    expect((await browser.post('/api/auth/step-up', {})).status).toBe(400);
    expect((await dangerous(browser)).status).toBe(403);
    expect((await browser.post('/api/auth/step-up', { password: PASSWORD })).status).toBe(200);
    expect((await dangerous(browser)).status).toBe(200);
  });

  it('gives new tokens, and the old ones are dead', async () => {
    const { user, browser } = await test.make.customer();
    const access = browser.cookie('sky_access') ?? '';
    const refresh = browser.cookie('sky_refresh') ?? '';
    await growOld(user.id);
    expect((await browser.post('/api/auth/step-up', { password: PASSWORD })).status).toBe(200);
    await soon();

    const thief = test.browser();
    thief.setCookie('sky_access', access);
    thief.setCookie('sky_refresh', refresh);
    expect((await thief.get('/api/user')).status).toBe(401);
    expect((await thief.post('/api/auth/refresh')).status).toBe(401);
    expect((await browser.get('/api/user')).status).toBe(200);
    expect((await browser.post('/api/auth/refresh')).status).toBe(200);
    expect((await dangerous(browser)).status).toBe(200);
    const { body } = await browser.get<{ data: unknown[] }>('/api/user/sessions');
    expect(body.data).toHaveLength(1);
  });

  it('does not lengthen the session beyond its absolute end', async () => {
    const { user, browser } = await test.make.customer();
    await test.em.execute(`update sessions set absolute_end_at = now() + interval '10 minutes' where user_id = ?`, [user.id]);
    await browser.post('/api/auth/step-up', { password: PASSWORD });
    const [session] = await test.em.execute<{ minutes: number }[]>(
      `select round(extract(epoch from expires_at - now()) / 60)::int as minutes from sessions where user_id = ? and ended_at is null`,
      [user.id],
    );
    expect(session?.minutes).toBe(10);
  });

  it('wants the second factor from those who have one', async () => {
    const person = await test.make.customer();
    const code = await test.make.withTotp(person);
    const { user, browser } = person;
    await growOld(user.id);
    expect((await browser.get('/api/auth/step-up')).body).toMatchObject({ methods: ['totp', 'recovery-code'] });
    expect(await browser.post('/api/auth/step-up', { password: PASSWORD })).toMatchObject({
      status: 422,
      body: { error: { code: 'use_second_factor' } },
    });
    expect((await browser.post('/api/auth/step-up', { password: PASSWORD, code: '000000' })).status).toBe(401);
    const typed = code();
    expect((await browser.post('/api/auth/step-up', { code: typed })).status).toBe(200);
    expect((await browser.post('/api/auth/step-up', { code: typed })).status).toBe(401);
  });

  it('is done by passkey, for the session that asked only', async () => {
    const { user, browser } = await test.make.customer();
    const authenticator = new SoftwareAuthenticator('http://127.0.0.1:3000');
    const options = async (path: string) =>
      (await browser.post<{ options: { challenge: string; user?: { id: string } } }>(path)).body.options;
    const made = authenticator.create(await options('/api/user/second-factor/passkeys/options'));
    await browser.post('/api/user/second-factor/passkeys', { name: 'Key', response: made });
    await growOld(user.id);

    const response = authenticator.get(await options('/api/auth/step-up/passkey/options'));
    const other = await test.make.customer();
    expect((await other.browser.post('/api/auth/step-up/passkey', { response })).status).toBe(401);
    expect((await browser.post('/api/auth/step-up/passkey', { response })).status).toBe(200);
    expect((await browser.post('/api/auth/step-up/passkey', { response })).status).toBe(401);
    expect((await browser.post('/api/user/second-factor/recovery-codes')).status).toBe(200);
  });

  it('makes whoever guesses wait', async () => {
    const { browser } = await test.make.customer();
    const statuses: number[] = [];
    for (let tries = 0; tries < 7; tries++)
      statuses.push((await browser.post('/api/auth/step-up', { password: 'guess' })).status);
    expect(statuses.slice(0, 5)).toEqual([422, 422, 422, 422, 422]);
    expect(statuses.at(-1)).toBe(429);
  });

  it.each([
    ['POST', '/api/user/second-factor/totp'],
    ['POST', '/api/user/second-factor/totp/confirm'],
    ['DELETE', '/api/user/second-factor/totp'],
    ['POST', '/api/user/second-factor/recovery-codes'],
    ['POST', '/api/user/second-factor/passkeys/options'],
    ['POST', '/api/user/second-factor/passkeys'],
    ['DELETE', '/api/user/second-factor/passkeys/1'],
    ['DELETE', '/api/user/servers/1'],
  ] as const)('is needed for %s %s', async (method, path) => {
    const { user, browser } = await test.make.customer();
    await growOld(user.id);
    expect(await browser.send(method, path, method === 'POST' ? {} : undefined, {})).toMatchObject({
      status: 403,
      body: { error: { code: 'step_up_required' } },
    });
  });
});
