import { generateSync } from 'otplib';
import { type Browser, PASSWORD, type Person, testApp } from '../../../testing';

interface FirstStep {
  readonly user: { username: string } | null;
  readonly secondFactor: { challenge: string; methods: string[]; expiresAt: string } | null;
}

describe('an authenticator app', () => {
  const test = testApp();
  const firstStep = async ({ user }: Person, browser: Browser = test.browser()) => {
    const { body } = await browser.post<FirstStep>('/api/auth/login', { username: user.username, password: PASSWORD });
    return { browser, challenge: body.secondFactor?.challenge ?? '', body };
  };
  const second = (browser: Browser, challenge: string, code: string) =>
    browser.post<{ error: { code: string } }>('/api/auth/login/second-factor', { challenge, code });

  it('is asked for after the password, and no session is there before it', async () => {
    const person = await test.make.customer();
    const code = await test.make.withTotp(person);

    const { browser, challenge, body } = await firstStep(person);
    expect(body).toMatchObject({ user: null, secondFactor: { methods: ['totp', 'recovery-code'] } });
    expect(browser.cookie('sky_access')).toBeUndefined();
    expect((await browser.get('/api/user')).status).toBe(401);

    const signedIn = await second(browser, challenge, code());
    expect(signedIn).toMatchObject({ status: 200, body: { user: { username: person.user.username } } });
    expect((await browser.get('/api/user')).status).toBe(200);
    const [session] = await test.em.execute<{ second_factor: string }[]>(
      'select second_factor from sessions where user_id = ? order by id desc limit 1',
      [person.user.id],
    );
    expect(session?.second_factor).toBe('totp');
  });

  it('does not tell its existence to whoever has a wrong password', async () => {
    const plain = await test.make.customer();
    const secured = await test.make.customer();
    await test.make.withTotp(secured);
    const answers = [];
    for (const { user } of [plain, secured])
      answers.push(await test.browser().post('/api/auth/login', { username: user.username, password: 'wrong', code: '123456' }));
    const [one, two] = answers.map(({ status, body }) => ({ status, code: (body as { error: { code: string } }).error.code }));
    expect(one).toEqual({ status: 401, code: 'invalid_credentials' });
    expect(two).toEqual(one);
  });

  it('opens one session for one code, however many ask at once, and none when the code comes back', async () => {
    const person = await test.make.customer();
    const code = await test.make.withTotp(person);
    const begun = [];
    for (let count = 0; count < 20; count++) begun.push(await firstStep(person));
    const typed = code();

    const answers = await Promise.all(begun.map(({ browser, challenge }) => second(browser, challenge, typed)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter(status => status === 200)).toHaveLength(1);
    expect(statuses.filter(status => ![200, 401, 429].includes(status))).toEqual([]);

    await test.em.execute('delete from counted_attempts');
    const { browser, challenge } = await firstStep(person);
    expect(await second(browser, challenge, typed)).toMatchObject({ status: 401, body: { error: { code: 'invalid_code' } } });
  });

  it('is stored sealed: no column of the database holds the secret or a recovery code', async () => {
    const { user, browser } = await test.make.customer();
    const { body } = await browser.post<{ secret: string; uri: string }>('/api/user/second-factor/totp');
    const confirmed = await browser.post<{ recoveryCodes: string[] }>('/api/user/second-factor/totp/confirm', {
      code: generateSync({ secret: body.secret }),
    });
    expect(body.uri).toContain(`secret=${body.secret}`);
    expect(confirmed.body.recoveryCodes).toHaveLength(10);

    const tables = await test.em.execute<{ name: string }[]>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema in ('public', 'jobs') and table_type = 'BASE TABLE'`,
    );
    const secrets = [body.secret, ...confirmed.body.recoveryCodes];
    const holding: string[] = [];
    for (const { name } of tables) {
      const rows = await test.em.execute<{ row: string }[]>(`select to_jsonb(t)::text as row from ${name} t`);
      if (rows.some(({ row }) => secrets.some(secret => row.includes(secret)))) holding.push(name);
    }
    expect(tables.length).toBeGreaterThan(20);
    expect(holding).toEqual([]);
    expect(await test.em.execute('select 1 from totp_credentials where user_id = ?', [user.id])).toHaveLength(1);
  });

  it('gives up after five tries at a challenge, and after five over several', async () => {
    const person = await test.make.customer();
    const code = await test.make.withTotp(person);
    const { browser, challenge } = await firstStep(person);
    const tries: number[] = [];
    for (let count = 0; count < 5; count++) tries.push((await second(browser, challenge, '000000')).status);
    expect(tries).toEqual([401, 401, 401, 401, 401]);
    expect((await second(browser, challenge, code())).body.error.code).toBe('challenge_expired');

    const again = await firstStep(person);
    expect((await second(again.browser, again.challenge, code())).status).toBe(429);
  });

  it('takes a challenge from the browser that began only, and not after its time', async () => {
    const person = await test.make.customer();
    const code = await test.make.withTotp(person);
    const { challenge } = await firstStep(person);
    const thief = await test
      .browser()
      .post('/api/auth/login/second-factor', { challenge, code: code() }, { 'user-agent': 'another browser' });
    expect(thief.status).toBe(401);

    await test.em.execute(`update sign_in_challenges set expires_at = now() - interval '1 second'`);
    expect((await second(test.browser(), challenge, code())).status).toBe(401);
  });

  it('may be answered together with the password', async () => {
    const person = await test.make.customer();
    const code = await test.make.withTotp(person);
    const browser = test.browser();
    const form = { username: person.user.username, password: PASSWORD };
    expect((await browser.post('/api/auth/login', { ...form, code: '000000' })).status).toBe(401);
    expect(await browser.post('/api/auth/login', { ...form, code: code() })).toMatchObject({
      status: 200,
      body: { user: { id: person.user.id }, secondFactor: null },
    });
  });

  it('can be replaced by a recovery code, each of which works once', async () => {
    const person = await test.make.customer();
    await test.make.withTotp(person);
    const { body } = await person.browser.post<{ recoveryCodes: string[] }>('/api/user/second-factor/recovery-codes');
    const [code = ''] = body.recoveryCodes;

    const one = await firstStep(person);
    expect((await second(one.browser, one.challenge, code.toUpperCase().replaceAll('-', ' '))).status).toBe(200);
    const two = await firstStep(person);
    expect((await second(two.browser, two.challenge, code)).status).toBe(401);
    expect((await one.browser.get('/api/user/second-factor')).body).toMatchObject({ recoveryCodesLeft: 9 });
    const used = await test.em.execute(`select 1 from audit_entries where user_id = ? and action = 'recovery-code.used'`, [
      person.user.id,
    ]);
    expect(used).toHaveLength(1);
  });

  it('ends the other sessions when it is added or removed, and tells its owner by mail', async () => {
    const person = await test.make.customer();
    const { browser: elsewhere } = await firstStep(person);
    expect((await elsewhere.get('/api/user')).status).toBe(200);
    await test.make.withTotp(person);
    await new Promise(resolve => setTimeout(resolve, 200));

    expect((await elsewhere.get('/api/user')).status).toBe(401);
    expect((await person.browser.get('/api/user')).status).toBe(200);
    expect((await person.browser.delete('/api/user/second-factor/totp')).status).toBe(204);
    expect((await person.browser.delete('/api/user/second-factor/totp')).status).toBe(404);
    expect((await person.browser.get('/api/user/second-factor')).body).toMatchObject({
      totp: null,
      passkeys: [],
      recoveryCodesLeft: 0,
    });
    await test.runDueJobs('mail.send');
    const mails = test.sandbox.mail.to(person.user.email);
    expect(mails.filter(({ subject }) => subject.startsWith('How you sign in'))).toHaveLength(2);
    const acts = await test.em.execute<{ action: string }[]>(
      `select action from audit_entries where user_id = ? and action like 'second-factor.%' order by id`,
      [person.user.id],
    );
    expect(acts.map(({ action }) => action)).toEqual(['second-factor.enabled', 'second-factor.removed']);
  });
});
