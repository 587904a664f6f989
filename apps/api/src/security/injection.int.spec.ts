import { environmentFor, keyOf, PASSWORD, testApp } from '../testing';
import { type Replica, startReplica } from '../testing/replica';
import { Visitor } from './visitor';

const NAMES = [
  ...['Ada\r\nBcc: all@evil.test', 'Ada\nSubject: Won', 'Ada\u2028Bcc: x@evil.test', 'Ada%0d%0aBcc: x@evil.test', 'Ada\0'],
  ...['{{7*7}}', '${7*7}', '<%= 7*7 %>', '#{7*7}', '{{constructor.constructor("return process")()}}', '{% debug %}', '$1 $& $`'],
  ...['<img src=x onerror=alert(1)>', '"><a href="https://evil.test">Click</a>'],
];
const HOSTILE_HEADERS: Readonly<Record<string, string>> = {
  'user-agent': 'one\u009b31m {"level":"fatal","forged":true} \\n \\r\\n "quoted"',
  'x-request-id': '{"forged":true}',
  'x-forwarded-for': '1.2.3.4\\n{"forged":true}',
  referer: 'https://evil.test/\\r\\n{"forged":true}',
};

describe('what people write', () => {
  const test = testApp();
  let api: Replica;

  beforeAll(async () => {
    api = await startReplica({
      ...environmentFor({ url: test.databaseUrl }, test.sandbox),
      ...{ NODE_ENV: 'development', SKYPANEL_ROLES: 'web', LOG_LEVEL: 'debug', REQUESTS_PER_MINUTE: '10000000' },
    });
  }, 60_000);
  afterAll(() => api.stop());

  it('goes into a mail as text: to one person, with our subject, with nothing worked out', async () => {
    let mails = 0;
    for (const [turn, fullName] of NAMES.entries()) {
      const email = `injected-${turn}@example.com`;
      const form = { fullName, username: `injected-${turn}`, email, password: 'a phrase nobody else has', acceptTerms: true };
      const { status } = await new Visitor(api.url).ask('/api/auth/register', { method: 'POST', body: form });
      expect([201, 400]).toContain(status);
      if (status === 400) continue;
      await test.runDueJobs();
      const [mail] = test.sandbox.mail.to(email);
      expect(mail).toBeDefined();
      mails += 1;
      expect([mail?.to.length, mail?.cc, mail?.bcc]).toEqual([1, [], []]);
      expect(mail?.subject).not.toMatch(/[\r\n\0]|Bcc|Won/);
      expect(mail?.headers.map(({ value }) => value).join()).not.toContain('evil.test');
      expect(`${mail?.text}${mail?.subject}`.replaceAll(fullName, '')).not.toMatch(/\b49\b|\[object|native code/);
      expect(mail?.html).not.toMatch(/<img src=x|<a href="https:\/\/evil/);
      if (fullName.includes('7*7')) expect(mail?.text).toContain(fullName);
    }
    expect(mails).toBeGreaterThanOrEqual(8);
  });

  it.each([
    'a@example.com,b@evil.test',
    'a@example.com\r\nBcc: b@evil.test',
    '"a@example.com" <b@evil.test>',
    'a@example.com b@evil.test',
  ])('is no list of recipients: %s', async email => {
    const before = test.sandbox.mail.all().length;
    for (const path of ['/api/auth/request-password-reset', '/api/auth/request-username', '/api/verification/resend']) {
      const { status } = await new Visitor(api.url).ask(path, { method: 'POST', body: { email } });
      expect(status).toBe(400);
    }
    await test.runDueJobs();
    expect(test.sandbox.mail.all()).toHaveLength(before);
  });

  it('is one line of JSON in the log, whatever is in it', async () => {
    const before = api.lines().length;
    const visitor = new Visitor(api.url);
    for (const text of ['a\r\nb', 'a\n{"level":"fatal","forged":true}', '\u001b[2J', '\u2028', '\u0085', '\0'])
      for (const path of [
        '/api/auth/login',
        `/api/nothing/${encodeURIComponent(text)}`,
        `/api/health?x=${encodeURIComponent(text)}`,
      ]) {
        const body = { username: text, password: text };
        await visitor.ask(path, { ...(path.endsWith('login') && { method: 'POST', body }), headers: HOSTILE_HEADERS });
      }
    await new Promise(resolve => setTimeout(resolve, 300));
    const lines = api.lines().slice(before);
    expect(lines.length).toBeGreaterThanOrEqual(12);
    for (const line of lines) {
      const entry = JSON.parse(line) as Record<string, unknown>;
      expect(entry['forged']).toBeUndefined();
      // Nothing moves the cursor of whoever reads the log in a terminal.
      expect(line).not.toContain('\u001b');
    }
  });

  it('is not in the log where it is secret: passwords, tokens, codes, keys, also when a request fails', async () => {
    const person = await test.make.customer();
    const { key } = await keyOf(person, ['read:user']);
    const visitor = await new Visitor(api.url).signIn(person.user.username, PASSWORD);
    const canary = 'canary-4f1b9c-secret';
    const secrets = [
      canary,
      PASSWORD,
      key,
      visitor.cookie('sky_access'),
      visitor.cookie('sky_refresh'),
      visitor.cookie('XSRF-TOKEN'),
    ];
    const post = (path: string, body: object) => visitor.ask(path, { method: 'POST', body });
    await post('/api/auth/login', { username: person.user.username, password: canary });
    await post('/api/auth/login', { username: 1, password: { canary } });
    await post('/api/auth/register', { fullName: 'A', username: 'b', email: 'c', password: canary, acceptTerms: true });
    await post('/api/auth/reset-password', { token: canary, newPassword: canary });
    await post('/api/verification/verify-link', { token: canary });
    await post('/api/auth/change-password', { currentPassword: canary, newPassword: canary });
    await post('/api/auth/step-up', { password: canary, code: canary });
    await visitor.ask(`/api/user?token=${canary}&access_token=${canary}`);
    await visitor.ask('/api/me', { headers: { authorization: `Bearer ${key}` } });
    await visitor.ask('/api/me', { headers: { authorization: `Bearer sky_${canary}`, 'x-api-key': canary } });
    await visitor.ask('/api/auth/refresh', { method: 'POST' });
    secrets.push(visitor.cookie('sky_access'), visitor.cookie('sky_refresh'));
    await new Promise(resolve => setTimeout(resolve, 300));

    const log = api.lines().join('\n');
    expect(log).toContain('/api/auth/login');
    expect(secrets.filter(secret => secret !== '' && log.includes(secret))).toEqual([]);
    const written = JSON.stringify([
      await test.em.execute('select to_jsonb(a) from audit_entries a'),
      await test.em.execute('select to_jsonb(s) from sessions s'),
      await test.em.execute('select name, data, output from jobs.job'),
    ]);
    expect(secrets.filter(secret => secret !== '' && written.includes(secret))).toEqual([]);
  });

  it('never brings back what the environment holds: settings tell no secret', async () => {
    const boss = await test.make.admin();
    const answers = [
      await boss.browser.get('/api/admin/settings'),
      await boss.browser.get('/api/settings/public'),
      await boss.browser.get('/api/db-health'),
      await boss.browser.get('/api/virtfusion-health'),
      await boss.browser.get('/api/admin/overview'),
    ];
    const told = answers.map(({ raw }) => raw.toString()).join();
    const held = Object.entries(process.env).filter(([name]) => /SECRET|APP_KEY|API_KEY|DATABASE_URL|TOKEN$/.test(name));
    expect(held.length).toBeGreaterThan(4);
    expect(held.filter(([, value = '']) => value.length > 5 && told.includes(value)).map(([name]) => name)).toEqual([]);
  });
});
