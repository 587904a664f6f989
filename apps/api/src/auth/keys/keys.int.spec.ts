import { SqlEntityManager } from '@mikro-orm/postgresql';
import pg from 'pg';
import { newApiKey } from '../../platform';
import { LiveHub } from '../../platform';
import { askWithKey, keyOf, testApp } from '../../testing';

const refusal = (code: string) => ({ error: { code } });

describe('API keys', () => {
  const test = testApp();
  const ask = (key: string, path = '/api/me', options = {}) => askWithKey(test.app, key, path, options);
  const code = async (key: string, path = '/api/me', options = {}) => (await ask(key, path, options)).body.error?.code ?? 'none';
  /** Everything that is stored, as a thief of the database would have it. */
  const dump = async () => {
    const tables = await test.em.execute<{ name: string }[]>(
      `select table_schema || '."' || table_name || '"' as name from information_schema.tables where table_schema in ('public', 'jobs') and table_type = 'BASE TABLE'`,
    );
    const parts = await Promise.all(tables.map(({ name }) => test.em.execute(`select to_jsonb(t)::text as row from ${name} t`)));
    return JSON.stringify(parts);
  };
  /** Live events have reached this process. */
  const heard = async () => {
    const hub = test.app.get(LiveHub);
    const told = new Promise<void>(resolve => {
      const subscription = hub.events.subscribe(({ type }) => {
        if (type !== 'test-heard') return;
        subscription.unsubscribe();
        resolve();
      });
    });
    await hub.publish({ type: 'test-heard', userId: null, data: {} });
    await told;
  };

  it('are shown once, work at once, and are stored nowhere', async () => {
    const ada = await test.make.customer();
    const made = await ada.browser.post<{ id: number; key: string; prefix: string; lastFour: string }>('/api/user/api-keys', {
      name: 'backup script',
      scopes: ['read:user', 'read:servers'],
      expiresInDays: 30,
    });
    expect(made.status).toBe(201);
    const { key, prefix, lastFour } = made.body;
    expect(key).toMatch(/^sky_[0-9A-Za-z]{49}$/);
    expect([prefix, lastFour]).toEqual([key.slice(0, 8), key.slice(-4)]);

    expect(await ask(key)).toMatchObject({
      status: 200,
      body: { id: ada.user.id, username: ada.user.username, scopes: ['read:user', 'read:servers'] },
    });
    const listed = await ada.browser.get<{ data: object[] }>('/api/user/api-keys');
    expect(listed.body.data).toEqual([expect.objectContaining({ name: 'backup script', prefix, lastFour })]);
    expect(JSON.stringify(listed.body)).not.toContain(key.slice(8, -4));
    expect(await dump()).not.toContain(key.slice(8, -4));
  });

  it('work in the other header too, and are never read from the address', async () => {
    const { key } = await keyOf(await test.make.customer(), ['read:user']);
    const inHeader = await test.app.inject({ url: '/api/me', headers: { 'x-api-key': key } });
    const inAddress = await test.app.inject({ url: `/api/me?api_key=${key}&access_token=${key}` });
    expect([inHeader.statusCode, inAddress.statusCode]).toEqual([200, 401]);
  });

  it('are refused without a query when they are mistyped, and with one when they do not exist', async () => {
    const { key } = await keyOf(await test.make.customer(), ['read:user']);
    await ask(key);
    const statements = jest.spyOn(pg.Client.prototype, 'query');
    const mistyped = key.slice(0, 20) + (key[20] === 'a' ? 'b' : 'a') + key.slice(21);
    for (const wrong of [mistyped, 'sky_short', 'x'.repeat(53), key.toLowerCase()])
      expect(await code(wrong)).toBe('invalid_api_key');
    expect(statements).toHaveBeenCalledTimes(0);

    expect(await code(newApiKey())).toBe('invalid_api_key');
    expect(statements).toHaveBeenCalledTimes(1);
    statements.mockRestore();
  });

  it('cannot be guessed without end from one address', async () => {
    const statuses: number[] = [];
    for (let tried = 0; tried < 70; tried += 1)
      statuses.push((await ask(newApiKey(), '/api/me', { from: '198.51.100.9' })).status);
    expect(statuses.filter(status => status === 401)).toHaveLength(60);
    expect(statuses.filter(status => status === 429)).toHaveLength(10);
    const { key } = await keyOf(await test.make.customer(), ['read:user']);
    expect((await ask(key)).status).toBe(200);
  });

  it('may not have more rights than their owner', async () => {
    const ada = await test.make.customer();
    const wish = { name: 'x', scopes: ['read:user', 'admin:users'] };
    expect(await ada.browser.post('/api/user/api-keys', wish)).toMatchObject({ status: 422, body: refusal('scope_not_allowed') });
    expect((await ada.browser.post('/api/user/api-keys', { name: 'x', scopes: [] })).status).toBe(400);
    expect((await ada.browser.post('/api/user/api-keys', { name: 'x', scopes: ['read:all'] })).status).toBe(400);
    expect((await ada.browser.post('/api/user/api-keys', { ...wish, scopes: ['read:user', 'read:user'] })).status).toBe(400);
    expect((await (await test.make.admin()).browser.post('/api/user/api-keys', wish)).status).toBe(201);
  });

  it('lose admin rights with the role of their owner, at once', async () => {
    const boss = await test.make.admin();
    const { key } = await keyOf(boss, ['admin:users']);
    expect((await ask(key, '/api/admin/users')).status).toBe(200);
    await test.em.execute(`update users set role = 'customer' where id = ?`, [boss.user.id]);
    await test.app.get(LiveHub).publish({ type: 'user', userId: boss.user.id, data: {} });
    await heard();
    expect(await ask(key, '/api/admin/users')).toMatchObject({ status: 403, body: refusal('forbidden') });
  });

  it.each([
    ['suspended', `state = 'suspended'`, 403, 'account_suspended'],
    ['not verified any more', 'email_verified_at = null', 403, 'email_not_verified'],
    ['deleted', `state = 'deleted'`, 401, 'invalid_api_key'],
  ])('stop when their owner is %s, also where the owner could still read', async (_, change, status, refused) => {
    const ada = await test.make.customer();
    const { key } = await keyOf(ada, ['read:billing']);
    expect((await ask(key, '/api/balance')).status).toBe(200);
    await test.em.execute(`update users set ${change} where id = ?`, [ada.user.id]);
    await test.app.get(LiveHub).publish({ type: 'user', userId: ada.user.id, data: {} });
    await heard();
    for (const path of ['/api/balance', '/api/transactions', '/api/billing/balance'])
      expect(await ask(key, path)).toMatchObject({ status, body: refusal(refused) });
  });

  it('belong to one person: nobody else sees or ends them', async () => {
    const [ada, eve] = [await test.make.customer(), await test.make.customer()];
    const { id, key } = await keyOf(ada, ['read:user']);
    const attempts = [
      await eve.browser.patch(`/api/user/api-keys/${id}`, { name: 'mine' }),
      await eve.browser.post(`/api/user/api-keys/${id}/rotate`),
      await eve.browser.delete(`/api/user/api-keys/${id}`),
      await eve.browser.get(`/api/user/api-keys/${id}/usage`),
    ];
    expect(attempts.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect((await eve.browser.get('/api/user/api-keys')).body).toMatchObject({ data: [] });
    expect((await ask(key)).status).toBe(200);
  });

  it('end at once when they are removed, and only once', async () => {
    const ada = await test.make.customer();
    const { id, key } = await keyOf(ada, ['read:user']);
    expect((await ask(key)).status).toBe(200);
    expect((await ada.browser.delete(`/api/user/api-keys/${id}`)).status).toBe(204);
    await heard();
    expect(await ask(key)).toMatchObject({ status: 401, body: refusal('invalid_api_key') });
    expect((await ada.browser.delete(`/api/user/api-keys/${id}`)).status).toBe(404);
  });

  it('get a new secret by rotation with the same rights; the old one dies', async () => {
    const ada = await test.make.customer();
    const old = await keyOf(ada, ['read:user'], { allowedAddresses: ['127.0.0.0/8'], expiresInDays: 90 });
    await ask(old.key);
    const { status, body } = await ada.browser.post<{ id: number; key: string }>(`/api/user/api-keys/${old.id}/rotate`);
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'script', scopes: ['read:user'], allowedAddresses: ['127.0.0.0/8'] });
    await heard();
    expect(await code(old.key)).toBe('invalid_api_key');
    expect((await ask(body.key)).status).toBe(200);
    expect((await ada.browser.get('/api/user/api-keys')).body).toMatchObject({ data: [{ id: body.id }] });
    expect((await ada.browser.post(`/api/user/api-keys/${old.id}/rotate`)).status).toBe(404);
  });

  it('work from the listed addresses only, and a change of the list holds at once', async () => {
    const ada = await test.make.customer();
    const wish = { allowedAddresses: ['203.0.113.77/24', '2001:db8::1'] };
    const { id, key } = await keyOf(ada, ['read:user'], wish);
    expect((await ada.browser.get('/api/user/api-keys')).body).toMatchObject({
      data: [{ allowedAddresses: ['2001:db8::1/128', '203.0.113.0/24'] }],
    });
    for (const from of ['203.0.113.9', '::ffff:203.0.113.9', '2001:db8::1'])
      expect((await ask(key, '/api/me', { from })).status).toBe(200);
    for (const from of ['127.0.0.1', '2001:db8::2'])
      expect(await ask(key, '/api/me', { from })).toMatchObject({ status: 403, body: refusal('address_not_allowed') });

    expect((await ada.browser.patch(`/api/user/api-keys/${id}`, { allowedAddresses: [] })).status).toBe(200);
    await heard();
    expect((await ask(key)).status).toBe(200);
    for (const wrong of ['localhost', '10.0.0.0/33', '300.1.1.1', '10.0.0.0/8/8', 'fe80::1%eth0'])
      expect((await ada.browser.patch(`/api/user/api-keys/${id}`, { allowedAddresses: [wrong] })).status).toBe(400);
  });

  it('expire', async () => {
    const { id, key } = await keyOf(await test.make.customer(), ['read:user'], { expiresInDays: 1 });
    await test.em.execute(`update api_keys set expires_at = now() - interval '1 second' where id = ?`, [id]);
    expect(await ask(key)).toMatchObject({ status: 401, body: refusal('invalid_api_key') });
  });

  it('are at most twenty-five a person, also when made at the same time', async () => {
    const ada = await test.make.customer();
    for (let made = 0; made < 23; made += 1) await keyOf(ada, ['read:user']);
    const wish = { name: 'one more', scopes: ['read:user'] };
    const answers = await Promise.all([1, 2, 3, 4].map(() => ada.browser.post('/api/user/api-keys', wish)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 422, 422]);
    expect(answers.find(({ status }) => status === 422)?.body).toMatchObject(refusal('too_many_keys'));
  });

  it('are made and rotated only by somebody who has just shown who they are', async () => {
    const ada = await test.make.customer();
    const { id } = await keyOf(ada, ['read:user']);
    const other = await test.make.customer();
    await test.em.execute(`update sessions set stepped_up_at = now() - interval '1 hour' where user_id in (?, ?)`, [
      ada.user.id,
      other.user.id,
    ]);
    await test.app.get(LiveHub).publish({ type: 'reconnected', userId: null, data: {} });
    await heard();
    expect(await other.browser.post('/api/user/api-keys', { name: 'x', scopes: ['read:user'] })).toMatchObject({
      status: 403,
      body: refusal('step_up_required'),
    });
    expect(await ada.browser.post(`/api/user/api-keys/${id}/rotate`)).toMatchObject({
      status: 403,
      body: refusal('step_up_required'),
    });
    expect((await ada.browser.get('/api/user/api-keys')).status).toBe(200);
  });

  it('never remember the secret for a repeated request', async () => {
    const ada = await test.make.customer();
    const wish = { name: 'x', scopes: ['read:user'] };
    const headers = { 'idempotency-key': 'again' };
    const [one, two] = [
      await ada.browser.post<{ key: string }>('/api/user/api-keys', wish, headers),
      await ada.browser.post<{ key: string }>('/api/user/api-keys', wish, headers),
    ];
    expect(two.body.key).not.toBe(one.body.key);
    expect(await dump()).not.toContain(one.body.key);
  });

  it('are the only way to the addresses made for them', async () => {
    const ada = await test.make.customer({ credit: '25.00' });
    const { key } = await keyOf(ada, ['read:user', 'read:servers', 'read:billing']);
    for (const path of ['/api/me', '/api/servers', '/api/balance', '/api/v1/me', '/api/v1/servers', '/api/v1/balance']) {
      expect(await ada.browser.get(path)).toMatchObject({ status: 403, body: refusal('api_key_required') });
      expect((await ask(key, path)).status).toBe(200);
    }
    expect(await ask(key, '/api/v1/balance')).toMatchObject({ body: { balance: '25.00', currency: 'USD' } });
    expect(await ask(key, '/api/servers?limit=5')).toMatchObject({ body: { data: [], pagination: { itemsPerPage: 5 } } });
  });

  it('decide alone when a session comes along', async () => {
    const [ada, eve] = [await test.make.customer(), await test.make.customer()];
    const { key } = await keyOf(eve, ['read:user']);
    const session = ada.browser.cookie('sky_access') ?? '';
    const both = (authorization: string) =>
      test.app.inject({ url: '/api/me', headers: { authorization, cookie: `sky_access=${session}` } });
    expect((await both(`Bearer ${key}`)).json()).toMatchObject({ id: eve.user.id });
    expect((await both(`Bearer ${newApiKey()}`)).statusCode).toBe(401);
  });

  it('leave a trace of what was done to them, without the secret', async () => {
    const ada = await test.make.customer();
    const { id, key } = await keyOf(ada, ['read:user']);
    await ada.browser.patch(`/api/user/api-keys/${id}`, { name: 'renamed' });
    await ada.browser.post(`/api/user/api-keys/${id}/rotate`);
    const entries = await test.em.execute<{ action: string; details: object }[]>(
      `select action, details from audit_entries where user_id = ? and target_kind = 'api-key' order by id`,
      [ada.user.id],
    );
    expect(entries.map(({ action }) => action)).toEqual(['key.created', 'key.changed', 'key.rotated']);
    expect(JSON.stringify(entries)).not.toContain(key);
  });

  it('take null for what may be left out', async () => {
    const ada = await test.make.customer();
    const wish = { name: 'x', scopes: ['read:user'], expiresInDays: null, allowedAddresses: null };
    const { status, body } = await ada.browser.post<{ id: number }>('/api/user/api-keys', wish);
    expect([status, body]).toEqual([201, expect.objectContaining({ expiresAt: null, allowedAddresses: [] })]);
    expect((await ada.browser.patch(`/api/user/api-keys/${body.id}`, { name: null, allowedAddresses: null })).status).toBe(200);
  });

  it('are not remembered when their end overtakes the read', async () => {
    const ada = await test.make.customer();
    const { id, key } = await keyOf(ada, ['read:user']);
    const { execute } = SqlEntityManager.prototype;
    const slow = jest.spyOn(SqlEntityManager.prototype, 'execute').mockImplementation(async function (
      this: SqlEntityManager,
      ...asked
    ) {
      const rows: unknown = await execute.apply(this, asked);
      if (String(asked[0]).includes('where k.key_hash')) {
        slow.mockRestore();
        expect((await ada.browser.delete(`/api/user/api-keys/${id}`)).status).toBe(204);
        await heard();
      }
      return rows as never;
    });
    // This request began before the end and may be answered; the next one may not.
    expect((await ask(key)).status).toBe(200);
    expect(await code(key)).toBe('invalid_api_key');
  });
});
