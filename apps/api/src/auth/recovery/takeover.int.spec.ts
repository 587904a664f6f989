import { PASSWORD, type Person } from '../../testing/make';
import { SoftwareAuthenticator } from '../../testing/software-authenticator';
import { testApp } from '../../testing';
import { SessionService } from '../sessions/session.service';
import { User } from '../users/user.entity';

const NEW_PASSWORD = 'a quite long phrase';

describe('an account that somebody else had their hands on', () => {
  const test = testApp();
  const tokenIn = (email: string, subject: RegExp) => {
    const mail = test.sandbox.mail.to(email).find(found => subject.test(found.subject));
    return /token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? `no mail ${String(subject)} to ${email}`;
  };
  const resetLinkOf = async ({ user }: Person) => {
    await test.browser().post('/api/auth/forgot-password', { email: user.email });
    await test.runDueJobs();
    return tokenIn(user.email, /password/i);
  };
  const intruder = async ({ user }: Person) => {
    const browser = test.browser();
    expect((await browser.post('/api/auth/login', { username: user.username, password: PASSWORD })).status).toBe(200);
    await test.runDueJobs();
    return { browser, report: tokenIn(user.email, /sign-in/i) };
  };
  const confirmLink = (token: string) => test.browser().post('/api/verification/confirm-email-change', { token });

  it('forgets a change of address that waits when the password is reset', async () => {
    const ada = await test.make.customer();
    const { browser } = await intruder(ada);
    expect((await browser.patch('/api/user/profile', { email: 'evil-1@example.com' })).status).toBe(200);
    const token = await resetLinkOf(ada);
    const link = tokenIn('evil-1@example.com', /./);
    expect((await test.browser().post('/api/auth/reset-password', { token, newPassword: NEW_PASSWORD })).status).toBe(204);
    expect((await confirmLink(link)).status).toBe(422);
  });

  it('forgets it as well when the owner changes the password', async () => {
    const ada = await test.make.customer();
    const { browser } = await intruder(ada);
    expect((await browser.patch('/api/user/profile', { email: 'evil-2@example.com' })).status).toBe(200);
    await test.runDueJobs();
    const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    expect((await ada.browser.post('/api/auth/change-password', change)).status).toBe(204);
    expect((await confirmLink(tokenIn('evil-2@example.com', /./))).status).toBe(422);
  });

  it('loses what an intruder left behind when the owner reports the sign-in', async () => {
    const ada = await test.make.customer();
    const { browser, report } = await intruder(ada);
    const authenticator = new SoftwareAuthenticator('http://127.0.0.1:3000');
    const { body: asked } = await browser.post<{ options: never }>('/api/user/second-factor/passkeys/options');
    const added = await browser.post('/api/user/second-factor/passkeys', {
      name: 'mine now',
      response: authenticator.create(asked.options),
    });
    expect(added.status).toBe(201);
    expect((await browser.patch('/api/user/profile', { email: 'evil-3@example.com' })).status).toBe(200);
    await test.runDueJobs();
    expect((await test.browser().post('/api/auth/report-sign-in', { token: report })).status).toBe(204);

    expect((await confirmLink(tokenIn('evil-3@example.com', /./))).status).toBe(422);
    const [left] = await test.em.execute<{ passkeys: number; codes: number }[]>(
      `select (select count(*)::int from passkeys where user_id = ?) as passkeys,
         (select count(*)::int from recovery_codes where user_id = ?) as codes`,
      [ada.user.id, ada.user.id],
    );
    expect(left).toEqual({ passkeys: 0, codes: 0 });
  });

  it('keeps the factors that its owner had before', async () => {
    const ada = await test.make.customer();
    const code = await test.make.withTotp(ada);
    await test.em.execute(
      `update totp_credentials set confirmed_at = now() - interval '1 day', created_at = now() - interval '1 day'`,
    );
    await test.em.execute(`update recovery_codes set created_at = now() - interval '1 day'`);
    const browser = test.browser();
    await browser.post('/api/auth/login', { username: ada.user.username, password: PASSWORD, code: code() });
    await test.runDueJobs();
    const token = tokenIn(ada.user.email, /sign-in/i);
    expect((await test.browser().post('/api/auth/report-sign-in', { token })).status).toBe(204);
    const [left] = await test.em.execute<{ totp: number; codes: number }[]>(
      `select (select count(*)::int from totp_credentials where user_id = ? and confirmed_at is not null) as totp,
         (select count(*)::int from recovery_codes where user_id = ?) as codes`,
      [ada.user.id, ada.user.id],
    );
    expect(left).toEqual({ totp: 1, codes: 10 });
  });

  it('is held for support when the intruder has changed the address already', async () => {
    const ada = await test.make.customer();
    const { browser, report } = await intruder(ada);
    expect((await browser.patch('/api/user/profile', { email: 'evil-4@example.com' })).status).toBe(200);
    await test.runDueJobs();
    expect((await confirmLink(tokenIn('evil-4@example.com', /./))).status).toBe(200);
    expect((await test.browser().post('/api/auth/report-sign-in', { token: report })).status).toBe(204);
    await test.runDueJobs();
    const [held] = await test.em.execute<object[]>('select state from users where id = ?', [ada.user.id]);
    expect(held).toEqual({ state: 'suspended' });
    expect(test.sandbox.mail.to('evil-4@example.com').filter(({ text }) => text.includes('/reset-password'))).toEqual([]);
  });

  it('has no way in by the links at an address that it no longer has', async () => {
    const ada = await test.make.customer();
    const token = await resetLinkOf(ada);
    expect((await ada.browser.patch('/api/user/profile', { email: 'ada-moved@example.com' })).status).toBe(200);
    await test.runDueJobs();
    expect((await confirmLink(tokenIn('ada-moved@example.com', /./))).status).toBe(200);
    expect((await test.browser().post('/api/auth/reset-password', { token, newPassword: NEW_PASSWORD })).status).toBe(422);
  });

  it('does not confirm a new address while it is suspended', async () => {
    const ada = await test.make.customer();
    await ada.browser.patch('/api/user/profile', { email: 'ada-later@example.com' });
    await test.runDueJobs();
    await test.em.execute(`update users set state = 'suspended', suspended_reason = 'Abuse', suspended_at = now() where id = ?`, [
      ada.user.id,
    ]);
    expect((await confirmLink(tokenIn('ada-later@example.com', /./))).status).toBe(422);
  });

  it('keeps a link alive when strangers burn the code', async () => {
    const ada = await test.make.customer();
    const token = await resetLinkOf(ada);
    for (let guess = 0; guess < 6; guess++)
      await test.browser().post('/api/auth/verify-reset-code', { email: ada.user.email, code: String(100_000 + guess) });
    expect((await test.browser().post('/api/auth/reset-password', { token, newPassword: NEW_PASSWORD })).status).toBe(204);
  });

  it('does not tell its present address to whoever has a confirmation of an earlier one', async () => {
    const form = { fullName: 'Bob', username: 'bob-moved', email: 'bob-old@example.com', password: PASSWORD, acceptTerms: true };
    expect((await test.browser().post('/api/auth/register', form)).status).toBe(201);
    await test.runDueJobs();
    const token = tokenIn('bob-old@example.com', /./);
    expect((await test.browser().post('/api/verification/verify-link', { token })).status).toBe(200);
    await test.em.execute(`update users set email = 'bob-secret@example.com' where username = 'bob-moved'`);
    const { status, body } = await test.browser().post('/api/verification/verify-link', { token });
    expect(status).toBe(422);
    expect(JSON.stringify(body)).not.toContain('bob-secret');
  });

  it('changes a password once for each password that was shown', async () => {
    const ada = await test.make.customer();
    const change = (newPassword: string) =>
      ada.browser.post('/api/auth/change-password', { currentPassword: PASSWORD, newPassword });
    const answers = await Promise.all([change('one quite long phrase'), change('two quite long phrases')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 422]);
  });

  it('opens no session for a password that was replaced while it was checked', async () => {
    const ada = await test.make.customer();
    const checked = await test.em.findOneOrFail(User, { id: ada.user.id });
    await test.em.execute(`update users set password_hash = 'another' where id = ?`, [ada.user.id]);
    const browser = { address: '127.0.0.1', userAgent: 'test', secondFactor: null };
    const opening = test.app.get(SessionService).open(checked, browser);
    await expect(opening).rejects.toMatchObject({ code: 'invalid_credentials' });
  });
});
