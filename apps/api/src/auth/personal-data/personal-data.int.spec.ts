import { strFromU8, unzipSync } from 'fflate';
import { PASSWORD } from '../../testing/make';
import { testApp } from '../../testing';

describe('a person’s own data', () => {
  const test = testApp();

  it('changes name, language and time zone at once', async () => {
    const { browser } = await test.make.customer();
    const { body } = await browser.patch('/api/user/profile', {
      fullName: 'Ada King',
      locale: 'de-DE',
      timeZone: 'Europe/Berlin',
    });
    expect(body).toMatchObject({ fullName: 'Ada King', locale: 'de-DE', timeZone: 'Europe/Berlin' });
    expect((await browser.patch('/api/user/profile', { timeZone: 'Mars/Olympus' })).status).toBe(400);
    expect((await browser.patch('/api/user/profile', { role: 'admin' })).status).toBe(400);
  });

  it('changes the address once its owner has confirmed it, and tells the old one', async () => {
    const { user, browser } = await test.make.customer({ linked: true });
    const fresh = `new-${user.username}@example.com`;
    expect((await browser.patch('/api/user/profile', { email: fresh })).body).toMatchObject({
      email: user.email,
      pendingEmail: fresh,
    });
    await test.runDueJobs();
    expect(test.sandbox.mail.to(user.email)[0]?.subject).toContain('new address');
    const code = /\b\d{6}\b/.exec(test.sandbox.mail.to(fresh)[0]?.subject ?? '')?.[0] ?? '';
    expect((await browser.post('/api/user/email-change/confirm', { code: code === '000000' ? '111111' : '000000' })).status).toBe(
      422,
    );
    expect((await browser.post('/api/user/email-change/confirm', { code })).body).toEqual({ email: fresh });
    expect((await browser.post('/api/user/email-change/confirm', { code })).status).toBe(422);
    expect((await browser.get('/api/user')).body).toMatchObject({ email: fresh, pendingEmail: null, isVerified: true });
    await test.runDueJobs();
    expect(test.sandbox.mail.to(user.email)[0]?.subject).toContain('was changed');
    expect(test.sandbox.virtfusion.users().some(({ email }) => email === fresh)).toBe(true);
  });

  it('asks for a step-up before an address changes', async () => {
    const { user, browser } = await test.make.customer();
    await test.em.execute(`update sessions set stepped_up_at = now() - interval '6 minutes' where user_id = ?`, [user.id]);
    await test.em.execute(`select pg_notify('sky_live', '{"type":"user","userId":${user.id},"data":{}}')`);
    await test.until(
      async () => (await browser.patch('/api/user/profile', { email: 'x@example.com' })).status === 403,
      'the step-up has run out',
    );
    expect((await browser.patch('/api/user/profile', { fullName: 'Still works' })).status).toBe(200);
  });

  it('says the same about an address of somebody else, whom alone it tells', async () => {
    const [{ user: owner }, { browser }] = [await test.make.customer(), await test.make.customer()];
    const [taken, free] = [
      await browser.patch('/api/user/profile', { email: owner.email }),
      await browser.patch('/api/user/profile', { email: 'nobody-has-this@example.com' }),
    ];
    expect(taken.status).toBe(free.status);
    await test.runDueJobs();
    expect(test.sandbox.mail.to(owner.email)[0]?.subject).toContain('already have');
    expect(test.sandbox.mail.to(owner.email)[0]?.text).not.toMatch(/\b\d{6}\b/);
  });

  it('keeps billing details and writes them on receipts from then on', async () => {
    const { browser } = await test.make.customer();
    const details = {
      company: 'Analytical Engines',
      street: 'Dorset St 1',
      postcode: 'W1',
      city: 'London',
      country: 'GB',
      taxId: 'GB 123',
    };
    expect((await browser.put('/api/billing/details', details)).body).toEqual(details);
    expect((await browser.put('/api/billing/details', { ...details, country: 'Britain' })).status).toBe(400);
    expect((await browser.get('/api/billing/details')).body).toEqual(details);
  });

  it('packs everything into one archive, without a secret', async () => {
    const { user, browser } = await test.make.customer({ credit: '5.00', linked: true });
    const { status, raw } = await browser.get('/api/user/data-export');
    expect(status).toBe(200);
    const files = Object.entries(unzipSync(raw)).map(([name, bytes]) => [name, strFromU8(bytes)] as const);
    expect(files.map(([name]) => name).sort()).toEqual(
      expect.arrayContaining([
        'account.json',
        'api-keys.json',
        'payments.json',
        'servers.json',
        'sessions.json',
        'transactions.json',
      ]),
    );
    const all = files.map(([, text]) => text).join('\n');
    expect(all).toContain(user.email);
    expect(all).toContain('5000000');
    expect(all).not.toMatch(/argon2|hash|secret/i);
  });

  it('deletes an account, and nobody is left in the row; the ledger stands', async () => {
    const { user, browser } = await test.make.customer({ credit: '5.00', linked: true });
    const sumOf = async () =>
      (await test.em.execute<{ sum: string }[]>('select sum(amount)::text as sum, count(*) from ledger_postings'))[0];
    const before = await sumOf();
    expect((await browser.get('/api/user/deletion')).body).toEqual({ isPossible: true, obstacles: [] });
    expect((await browser.delete('/api/user')).status).toBe(204);
    await test.until(async () => (await browser.get('/api/user')).status === 401, 'the session ends');
    expect((await test.browser().post('/api/auth/login', { username: user.username, password: PASSWORD })).status).toBe(401);
    expect(await sumOf()).toEqual(before);
    await test.runDueJobs();
    expect(test.sandbox.virtfusion.users().some(({ email }) => email === user.email)).toBe(false);
    const [row] = await test.em.execute<object[]>('select * from users where id = ?', [user.id]);
    expect(JSON.stringify(row)).not.toContain(user.email);
    // The name is free again.
    const form = {
      fullName: 'New',
      username: user.username,
      email: user.email,
      password: 'a long enough phrase',
      acceptTerms: true,
    };
    expect((await test.browser().post('/api/auth/register', form)).status).toBe(201);
  });

  it('keeps an account that has servers, here or on the platform, and one of which that is not known', async () => {
    await test.make.catalogue();
    const { user, browser } = await test.make.customer({ credit: '5.00', linked: true });
    await browser.post('/api/user/servers', { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' });
    expect(await browser.delete('/api/user')).toMatchObject({ status: 422, body: { error: { code: 'account_in_use' } } });
    await test.until(
      async () => (await browser.get<{ data: { state: string }[] }>('/api/user/servers')).body.data[0]?.state === 'running',
      'the server runs',
    );
    await test.em.execute(`update servers set deleted_at = now(), state = 'deleted' where user_id = ?`, [user.id]);
    expect(await browser.delete('/api/user')).toMatchObject({ status: 422, body: { error: { code: 'account_in_use' } } });
    test.sandbox.faults.add({ service: 'virtfusion', fault: 'status', status: 500 });
    expect((await browser.delete('/api/user')).status).toBe(503);
    test.sandbox.faults.clear();
    expect((await browser.get('/api/user')).status).toBe(200);
  });
});

describe('devices', () => {
  const test = testApp();

  it('tells the owner of a browser that was never here, and lets them end everything', async () => {
    const { user, browser } = await test.make.customer();
    const { body: made } = await browser.post<{ key: string }>('/api/user/api-keys', { name: 'script', scopes: ['read:user'] });
    const thief = test.browser();
    await thief.post('/api/auth/login', { username: user.username, password: PASSWORD });
    await test.runDueJobs();
    const mail = test.sandbox.mail.to(user.email).find(({ subject }) => subject.startsWith('New sign-in'));
    const [, token = ''] = /not-me\?token=([\w-]+)/.exec(mail?.text ?? '') ?? [];
    expect(token).toHaveLength(43);
    // The same browser again is no news.
    await thief.post('/api/auth/logout');
    await thief.post('/api/auth/login', { username: user.username, password: PASSWORD });
    await test.runDueJobs();
    expect(test.sandbox.mail.to(user.email).filter(({ subject }) => subject.startsWith('New sign-in'))).toHaveLength(1);

    expect((await test.browser().post('/api/auth/report-sign-in', { token: 'x'.repeat(43) })).status).toBe(422);
    expect((await test.browser().post('/api/auth/report-sign-in', { token })).status).toBe(204);
    expect((await test.browser().post('/api/auth/report-sign-in', { token })).status).toBe(422);
    await test.until(async () => (await thief.get('/api/user')).status === 401, 'the thief is out');
    expect((await test.browser().get('/api/me', { authorization: `Bearer ${made.key}` })).status).toBe(401);
    expect((await thief.post('/api/auth/login', { username: user.username, password: PASSWORD })).status).toBe(401);
    await test.runDueJobs();
    expect(test.sandbox.mail.to(user.email)[0]?.text).toContain('/reset-password?token=');
  });

  it('lets the owner in from a known browser while somebody else guesses, and tells them once', async () => {
    const { user, browser } = await test.make.customer();
    const guess = () => test.browser().post('/api/auth/login', { username: user.username, password: 'wrong wrong wrong' });
    const statuses: number[] = [];
    for (let tries = 0; tries < 12; tries++) statuses.push((await guess()).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await test.browser().post('/api/auth/login', { username: user.email, password: PASSWORD })).status).toBe(429);
    expect((await browser.post('/api/auth/login', { username: user.username, password: PASSWORD })).status).toBe(200);
    await test.runDueJobs();
    expect(test.sandbox.mail.to(user.email).filter(({ subject }) => subject.startsWith('Somebody tries'))).toHaveLength(1);
  });
});
