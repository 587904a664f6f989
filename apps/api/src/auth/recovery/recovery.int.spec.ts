import { hash as bcryptHash } from '@node-rs/bcrypt';
import { PASSWORD } from '../../testing/make';
import { testApp } from '../../testing';

const NEW_PASSWORD = 'a wholly different phrase';

describe('recovery', () => {
  const test = testApp();

  const ask = async (email: string) => {
    const answer = await test.browser().post('/api/auth/request-password-reset', { email });
    await test.runDueJobs();
    return answer;
  };
  const newest = (email: string) => {
    const mail = test.sandbox.mail.to(email)[0];
    const [, token = ''] = /token=([\w-]+)/.exec(mail?.text ?? '') ?? [];
    const [code = ''] = /\b\d{6}\b/.exec(mail?.text ?? '') ?? [];
    return { token, code, subject: mail?.subject ?? '' };
  };
  const signIn = (username: string, password: string) => test.browser().post('/api/auth/login', { username, password });
  const forgetCooldown = (userId: number) =>
    test.em.execute(`update password_resets set created_at = created_at - interval '2 minutes' where user_id = ?`, [userId]);

  it('answers the same for every address and mails only the owner', async () => {
    const { user } = await test.make.customer();
    const [known, unknown] = [await ask(user.email), await ask('nobody@example.com')];
    expect(known.body).toEqual(unknown.body);
    expect(known.status).toBe(unknown.status);
    expect(newest(user.email).token).toHaveLength(43);
    expect(test.sandbox.mail.to('nobody@example.com')).toHaveLength(0);
  });

  it('sets a password by the link once, ends every session and tells the owner', async () => {
    const { user, browser } = await test.make.customer();
    await ask(user.email.toUpperCase());
    const { token } = newest(user.email);
    const [first, ...others] = await Promise.all(
      Array.from({ length: 8 }, () => test.browser().post('/api/auth/reset-password', { token, newPassword: NEW_PASSWORD })),
    ).then(answers => answers.map(({ status }) => status).sort());
    expect(first).toBe(204);
    expect(new Set(others)).toEqual(new Set([422]));

    expect((await browser.post('/api/auth/refresh')).status).toBe(401);
    expect((await signIn(user.username, PASSWORD)).status).toBe(401);
    expect((await signIn(user.username, NEW_PASSWORD)).status).toBe(200);
    await test.runDueJobs();
    expect(test.sandbox.mail.to(user.email).some(({ subject }) => subject.includes('was changed'))).toBe(true);
    expect(test.sandbox.mail.to(user.email).some(({ text }) => text.includes(NEW_PASSWORD))).toBe(false);
  });

  it('takes the code as well, and kills it after five wrong tries', async () => {
    const { user } = await test.make.customer();
    await ask(user.email);
    const { code } = newest(user.email);
    const wrong = code === '000000' ? '111111' : '000000';
    const check = (tried: string) => test.browser().post('/api/auth/verify-reset-code', { email: user.email, code: tried });
    expect((await check(code)).body).toEqual({ isValid: true });
    for (let tries = 0; tries < 5; tries++) expect((await check(wrong)).status).toBe(422);
    expect((await check(code)).status).toBe(422);
    expect(
      (await test.browser().post('/api/auth/reset-password', { email: user.email, code, newPassword: NEW_PASSWORD })).status,
    ).toBe(422);
  });

  it('lets only the newest mail count, and stores neither link nor code', async () => {
    const { user } = await test.make.customer();
    await ask(user.email);
    const old = newest(user.email);
    await forgetCooldown(user.id);
    await ask(user.email);
    const present = newest(user.email);
    expect(present.token).not.toBe(old.token);
    const reset = (token: string) => test.browser().post('/api/auth/reset-password', { token, newPassword: NEW_PASSWORD });
    expect((await reset(old.token)).status).toBe(422);
    const [row] = await test.em.execute<{ all: string }[]>(
      `select string_agg(to_jsonb(r)::text, ' ') as all from password_resets r where user_id = ?`,
      [user.id],
    );
    expect(row?.all).not.toContain(present.token);
    expect(row?.all).not.toContain(present.code);
    expect((await reset(present.token)).status).toBe(204);
  });

  it('refuses a weak password without using the link up', async () => {
    const { user } = await test.make.customer();
    await ask(user.email);
    const { token } = newest(user.email);
    const reset = (newPassword: string) => test.browser().post('/api/auth/reset-password', { token, newPassword });
    expect(await reset('password12345')).toMatchObject({ status: 400, body: { error: { code: 'validation_failed' } } });
    expect((await reset(NEW_PASSWORD)).status).toBe(204);
  });

  it('writes links with the configured host, whatever the request claims', async () => {
    const { user } = await test.make.customer();
    await test
      .browser()
      .post('/api/auth/forgot-password', { email: user.email }, { host: 'evil.test', 'x-forwarded-host': 'evil.test' });
    await test.runDueJobs();
    const text = test.sandbox.mail.to(user.email)[0]?.text ?? '';
    expect(text).toContain('http://127.0.0.1:3000/reset-password');
    expect(text).not.toContain('evil.test');
  });

  it('reminds of a username', async () => {
    const { user } = await test.make.customer();
    expect((await test.browser().post('/api/auth/request-username', { email: user.email })).status).toBe(200);
    expect((await test.browser().post('/api/auth/request-username', { email: 'nobody@example.com' })).status).toBe(200);
    await test.runDueJobs();
    expect(test.sandbox.mail.to(user.email)[0]?.text).toContain(user.username);
  });
});

describe('passwords', () => {
  const test = testApp();
  const storedOf = async (userId: number) => {
    const [row] = await test.em.execute<{ password_hash: string }[]>('select password_hash from users where id = ?', [userId]);
    return row?.password_hash ?? '';
  };
  const register = (password: string, name: string) =>
    test.browser().post('/api/auth/register', {
      fullName: name,
      username: name,
      email: `${name}@example.com`,
      password,
      acceptTerms: true,
    });

  it.each([
    ['eleven characters', 'abcdefgh-ij', 400],
    ['twelve', 'abcdefgh-ijk', 201],
    ['a hundred and twenty-eight', 'ab1-'.repeat(32), 201],
    ['one more', `${'ab1-'.repeat(32)}x`, 400],
    ['emoji and blanks at both ends', ' 🚀 to the moon and back ', 201],
    ['a common one with decoration', 'Password2026!', 400],
    ['the name of the house', 'SkyPANEL-2026!', 400],
  ])('%s', async (what, password, status) => {
    const name = `user-${what.replace(/\W/g, '').slice(0, 20)}`;
    expect((await register(password, name)).status).toBe(status);
    if (status !== 201) return;
    for (const other of [`${password.slice(1)}${password.charAt(0)}`, password.slice(0, -1)])
      expect((await test.browser().post('/api/auth/login', { username: name, password: other })).status).toBe(401);
    expect((await test.browser().post('/api/auth/login', { username: name, password })).status).toBe(200);
  });

  it('are argon2id, and a hash from another panel is replaced at the next sign-in', async () => {
    const { user } = await test.make.customer();
    expect(await storedOf(user.id)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await test.em.execute('update users set password_hash = ? where id = ?', [await bcryptHash(PASSWORD, 4), user.id]);
    expect((await test.browser().post('/api/auth/login', { username: user.username, password: 'not this one' })).status).toBe(
      401,
    );
    expect(await storedOf(user.id)).toMatch(/^\$2/);
    expect((await test.browser().post('/api/auth/login', { username: user.username, password: PASSWORD })).status).toBe(200);
    expect(await storedOf(user.id)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await test.browser().post('/api/auth/login', { username: user.username, password: PASSWORD })).status).toBe(200);
  });
});
