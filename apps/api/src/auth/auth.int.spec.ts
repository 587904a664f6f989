import { testApp } from '../testing';

const form = {
  fullName: 'Grace Hopper',
  username: 'grace',
  email: 'Grace@example.com',
  password: 'nanoseconds-of-wire',
  acceptTerms: true,
};

describe('accounts', () => {
  const test = testApp();
  const codeFor = (email: string) => /\b\d{6}\b/.exec(test.sandbox.mail.to(email)[0]?.subject ?? '')?.[0] ?? '';

  it('registers, mails a code, and lets the person in once it is confirmed', async () => {
    const browser = test.browser();
    expect((await browser.post('/api/auth/register', form)).status).toBe(201);
    await test.runDueJobs();

    expect((await browser.post('/api/auth/login', { username: 'GRACE', password: form.password })).status).toBe(200);
    expect((await browser.get('/api/billing/balance')).body).toMatchObject({ error: { code: 'email_not_verified' } });
    expect(
      (await browser.post('/api/verification/verify-email', { email: 'grace@example.com', code: codeFor(form.email) })).status,
    ).toBe(200);

    expect((await browser.get('/api/billing/balance')).body).toMatchObject({ balance: '0.00', currency: 'USD' });
    expect((await browser.get('/api/user')).body).toMatchObject({ username: 'grace', isVerified: true, role: 'customer' });
  });

  it('gives the person an account in VirtFusion, once', async () => {
    await test.runDueJobs();
    const browser = test.browser();
    await browser.post('/api/auth/login', { username: 'grace', password: form.password });

    expect((await browser.get('/api/user')).body).toMatchObject({ virtfusion: { state: 'linked' } });
    expect(test.sandbox.virtfusion.users().filter(user => user.email.toLowerCase() === 'grace@example.com')).toHaveLength(1);
  });

  it('gives a known address the same answer and its owner a mail', async () => {
    const answer = await test.browser().post('/api/auth/register', { ...form, username: 'other', email: 'grace@EXAMPLE.com' });
    await test.runDueJobs();

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ resendAfterSeconds: 60 });
    expect(test.sandbox.mail.to('Grace@example.com').some(({ subject }) => subject.includes('already have'))).toBe(true);
  });

  it('refuses a taken username whatever its case', async () => {
    const answer = await test.browser().post('/api/auth/register', { ...form, username: 'Grace', email: 'new@example.com' });
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'username_taken' } } });
  });

  it('tells all that is wrong with a form at once, and unknown fields are wrong', async () => {
    const answer = await test.browser().post<{ error: { code: string; details: { field: string }[] } }>('/api/auth/register', {
      ...form,
      email: 'nonsense',
      password: 'short',
      role: 'admin',
    });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.map(({ field }) => field).sort()).toEqual(['email', 'password', 'role']);
  });

  it('exchanges a refresh token once; an old one that comes back ends the session', async () => {
    const browser = test.browser();
    await browser.post('/api/auth/login', { username: 'grace', password: form.password });
    const stolen = browser.cookie('sky_refresh') ?? '';
    expect((await browser.post('/api/auth/refresh')).status).toBe(200);
    expect(browser.cookie('sky_refresh')).not.toBe(stolen);
    await browser.post('/api/auth/refresh');

    const thief = test.browser();
    thief.setCookie('sky_refresh', stolen);
    expect((await thief.post('/api/auth/refresh')).status).toBe(401);
    expect((await browser.post('/api/auth/refresh')).status).toBe(401);
  });

  it('stops accepting an access token as soon as its session has ended', async () => {
    const browser = test.browser();
    await browser.post('/api/auth/login', { username: 'grace', password: form.password });
    const token = browser.cookie('sky_access') ?? '';
    expect((await browser.get('/api/user')).status).toBe(200);
    expect((await browser.post('/api/auth/logout')).status).toBe(204);
    await new Promise(resolve => setTimeout(resolve, 200));

    const thief = test.browser();
    thief.setCookie('sky_access', token);
    expect((await thief.get('/api/user')).status).toBe(401);
  });

  it('makes whoever guesses passwords wait', async () => {
    const browser = test.browser();
    const statuses: number[] = [];
    for (let tries = 0; tries < 8; tries++)
      statuses.push((await browser.post('/api/auth/login', { username: 'grace', password: 'guess' })).status);
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(statuses.at(-1)).toBe(429);
  });

  it('wants proof of a browser that the page itself made the request', async () => {
    const { browser } = await test.make.customer();
    const origin = { origin: 'http://localhost', host: 'localhost' };
    expect(await browser.patch('/api/user/profile', { fullName: 'X' }, origin)).toMatchObject({
      status: 403,
      body: { error: { code: 'csrf_failed' } },
    });
    expect(
      (
        await browser.patch(
          '/api/user/profile',
          { fullName: 'X' },
          { ...origin, 'x-xsrf-token': browser.cookie('XSRF-TOKEN') ?? '' },
        )
      ).status,
    ).toBe(200);
    expect((await browser.patch('/api/user/profile', { fullName: 'X' }, { origin: 'https://evil.example' })).status).toBe(403);
  });
});
