import { LiveHub, type Principal } from '@api/platform';
import { PASSWORD } from '../../testing/make';
import { testApp } from '../../testing';
import { PrincipalCache } from './principal-cache';
import { RoleMatrix } from './role-matrix';

describe('rights that are lost while somebody looks', () => {
  const test = testApp();
  const principal: Principal = {
    userId: 4711,
    username: 'ada',
    role: 'support',
    permissions: new Set(),
    isVerified: true,
    isSuspended: false,
    credential: { kind: 'key', keyId: 1, scopes: new Set() },
  };
  const soon = () => Date.now() + 60_000;

  it('are not remembered by a read that began before they were lost', async () => {
    const cache = test.app.get(PrincipalCache);
    const before = cache.moment();
    cache.put('token', principal, soon(), before);
    expect(cache.get('token')).toBe(principal);
    await test.app.get(LiveHub).publish({ type: 'user', userId: principal.userId, data: {} });
    await test.until(async () => cache.get('token') === null, 'the event arrives');
    cache.put('token', principal, soon(), before);
    expect(cache.get('token')).toBeNull();
    cache.put('token', principal, soon(), cache.moment());
    expect(cache.get('token')).toBe(principal);
  });

  it('are not remembered from a matrix that was about to change', async () => {
    const cache = test.app.get(PrincipalCache);
    cache.put('token', principal, soon(), cache.moment());
    await test.app.get(RoleMatrix).reload();
    expect(cache.get('token')).toBeNull();
  });
});

describe('a stream of news', () => {
  const test = testApp({ listen: true });

  it('ends with the standing of a member of staff, who hears no more of others', async () => {
    const [admin, other] = [await test.make.admin(), await test.make.admin()];
    const listen = async () => {
      const headers = { cookie: `sky_access=${other.browser.cookie('sky_access') ?? ''}` };
      const heard = { text: '', isOver: false };
      const { body } = await fetch(`${test.url}/api/live`, { headers });
      const read = async () => {
        for await (const part of body ?? []) heard.text += Buffer.from(part).toString();
        heard.isOver = true;
      };
      void read();
      return heard;
    };
    const tell = (eventId: number) => test.app.get(LiveHub).publish({ type: 'security-event', userId: null, data: { eventId } });
    const withoutNews = await listen();
    expect((await admin.browser.put('/api/admin/roles/content', { permissions: ['overview.read'] })).status).toBe(200);
    await test.until(async () => withoutNews.isOver, 'the stream ends with the matrix');

    const before = await listen();
    await tell(1);
    await test.until(async () => before.text.includes('security-event'), 'staff hear of events');
    const suspension = { enabled: false, reason: 'Left the company' };
    expect((await admin.browser.patch(`/api/admin/users/${other.user.id}/status`, suspension)).status).toBe(204);
    await test.until(async () => before.isOver, 'the stream ends');

    const after = await listen();
    await tell(2);
    await test.app.get(LiveHub).publish({ type: 'user', userId: other.user.id, data: {} });
    await test.until(async () => after.text.includes('event: user'), 'news of their own arrive');
    expect(after.text).not.toContain('security-event');
    await admin.browser.delete(`/api/admin/users/${other.user.id}/sessions`);
    await test.until(async () => after.isOver, 'the stream ends with the session');
  });
});

describe('what nobody may change by the way', () => {
  const test = testApp();

  it('who needs a second factor is no setting among others', async () => {
    const admin = await test.make.admin();
    const values = { 'security.secondFactorRoles': [] };
    expect(await admin.browser.post('/api/admin/settings', { values })).toMatchObject({
      status: 422,
      body: { error: { code: 'changed_elsewhere' } },
    });
  });

  it('rules of security need the right to change security', async () => {
    const [admin, bill] = [await test.make.admin(), await test.make.customer()];
    const permissions = ['settings.read', 'settings.write'];
    expect((await admin.browser.put('/api/admin/roles/billing', { permissions })).status).toBe(200);
    await test.em.execute(`update users set role = 'billing' where id = ?`, [bill.user.id]);
    await test.em.execute(`select pg_notify('sky_live', ?)`, [JSON.stringify({ type: 'user', userId: bill.user.id, data: {} })]);
    const set = (values: object) => bill.browser.post('/api/admin/settings', { values });
    await test.until(async () => (await set({ 'company.taxId': '1' })).status === 200, 'the new role counts');
    expect((await set({ 'security.sessionAbsoluteMinutes': 100_000 })).status).toBe(403);
    expect((await admin.browser.post('/api/admin/settings', { values: { 'security.passwordMinLength': 14 } })).status).toBe(200);
  });

  it('ending a session is written down', async () => {
    const ada = await test.make.customer();
    await test.browser().post('/api/auth/login', { username: ada.user.username, password: PASSWORD });
    await ada.browser.delete('/api/user/sessions');
    await ada.browser.post('/api/auth/logout');
    const rows = await test.em.execute<{ action: string }[]>(`select action from audit_entries where user_id = ?`, [ada.user.id]);
    const actions = rows.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['session.ended-elsewhere', 'session.ended']));
  });

  it('keeps what somebody typed for a name out of the log when nobody has that name', async () => {
    for (let attempt = 0; attempt < 7; attempt++)
      await test.browser().post('/api/auth/login', { username: 'my secret password', password: 'x' });
    const [row] = await test.em.execute<{ found: boolean }[]>(
      `select exists (select from audit_entries where details::text like '%my secret%')
         or exists (select from jobs.job where data::text like '%my secret%') as found`,
    );
    expect(row).toEqual({ found: false });
  });

  it('tells in the log why somebody was refused', async () => {
    const ada = await test.make.customer();
    expect((await ada.browser.get('/api/admin/users')).status).toBe(403);
    const rows = await test.em.execute(`select details from audit_entries where action = 'access.refused' and user_id = ?`, [
      ada.user.id,
    ]);
    expect(rows).toEqual([{ details: { refusal: 'forbidden' } }]);
  });

  it('counts the guesses of a whole network, which has more addresses than anybody can count', async () => {
    const guess = (number: number) =>
      test.app.inject({
        method: 'POST',
        url: '/api/auth/verify-reset-code',
        remoteAddress: `2001:db8:1:1::${number.toString(16)}`,
        payload: { email: 'nobody@example.com', code: '123456' },
      });
    const statuses: number[] = [];
    for (let number = 1; number <= 22; number++) statuses.push((await guess(number)).statusCode);
    expect(statuses).toContain(429);
  });
});
