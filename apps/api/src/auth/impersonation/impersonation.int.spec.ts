import { PASSWORD } from '../../testing/make';
import { type Browser } from '../../testing/browser';
import { testApp } from '../../testing';

const ACCESS = 'sky_access';

describe('a look with a customer’s eyes, in the wrong hands', () => {
  const test = testApp();
  const lookAt = async (staff: Browser, userId: number, mayWrite = false) => {
    const wish = { reason: 'Ticket 12', minutes: 15, mayWrite };
    expect((await staff.post(`/api/admin/users/${userId}/impersonate`, wish)).status).toBe(200);
  };
  const support = async () => {
    const sue = await test.make.customer();
    await test.em.execute(`update users set role = 'support' where id = ?`, [sue.user.id]);
    const admin = await test.make.admin();
    const permissions = ['users.read', 'users.impersonate'];
    expect((await admin.browser.put('/api/admin/roles/support', { permissions })).status).toBe(200);
    const browser = test.browser();
    expect((await browser.post('/api/auth/login', { username: sue.user.username, password: PASSWORD })).status).toBe(200);
    return { sue: sue.user, browser, admin: admin.browser };
  };
  const isOver = (browser: Browser) =>
    test.until(async () => (await browser.get('/api/user')).status === 401, 'the look ends with the rights of whoever looks');

  it('does not hand the session of staff to whoever holds a copy of the look', async () => {
    const [admin, ada] = [await test.make.admin(), await test.make.customer()];
    await lookAt(admin.browser, ada.user.id);
    const thief = test.browser();
    for (const name of [ACCESS, 'sky_refresh', 'XSRF-TOKEN']) thief.setCookie(name, admin.browser.cookie(name) ?? '');
    expect((await thief.get('/api/user')).body).toMatchObject({ username: ada.user.username });
    await thief.post('/api/auth/stop-impersonation');
    expect((await thief.get('/api/admin/users')).status).toBe(401);
  });

  it('does not let the ticket of one look end another with its owner’s rights', async () => {
    const [one, two, ada] = [await test.make.admin(), await test.make.admin(), await test.make.customer()];
    await lookAt(one.browser, ada.user.id);
    await lookAt(two.browser, ada.user.id);
    const mixed = test.browser();
    mixed.setCookie(ACCESS, one.browser.cookie(ACCESS) ?? '');
    mixed.setCookie('sky_waiting', two.browser.cookie('sky_waiting') ?? '');
    await mixed.post('/api/auth/stop-impersonation');
    expect((await mixed.get('/api/admin/users')).status).toBe(401);
  });

  it('ends with the suspension of whoever looks', async () => {
    const { sue, browser, admin } = await support();
    const ada = await test.make.customer();
    await lookAt(browser, ada.user.id);
    expect((await browser.get('/api/user')).status).toBe(200);
    const suspension = { enabled: false, reason: 'Left the company' };
    expect((await admin.patch(`/api/admin/users/${sue.id}/status`, suspension)).status).toBe(204);
    await isOver(browser);
    expect((await browser.post('/api/auth/refresh')).status).toBe(401);
  });

  it('ends with the role of whoever looks', async () => {
    const { sue, browser, admin } = await support();
    const ada = await test.make.customer();
    await lookAt(browser, ada.user.id);
    expect((await browser.get('/api/user')).status).toBe(200);
    expect((await admin.patch(`/api/admin/users/${sue.id}/role`, { role: 'customer' })).status).toBe(204);
    await isOver(browser);
  });

  it('ends with the permission of whoever looks', async () => {
    const { browser, admin } = await support();
    const ada = await test.make.customer();
    await lookAt(browser, ada.user.id);
    expect((await browser.get('/api/user')).status).toBe(200);
    expect((await admin.put('/api/admin/roles/support', { permissions: ['users.read'] })).status).toBe(200);
    await isOver(browser);
    expect((await browser.post('/api/auth/refresh')).status).toBe(401);
  });

  it('ends when the sessions of whoever looks are ended', async () => {
    const { sue, browser, admin } = await support();
    const ada = await test.make.customer();
    await lookAt(browser, ada.user.id);
    expect((await browser.get('/api/user')).status).toBe(200);
    expect((await admin.delete(`/api/admin/users/${sue.id}/sessions`)).status).toBe(204);
    await isOver(browser);
  });

  it('leaves the password, the keys and the platform’s panel to the owner, also with the right to change things', async () => {
    const [admin, ada] = [await test.make.admin(), await test.make.customer({ linked: true })];
    const { body: key } = await ada.browser.post<{ id: number }>('/api/user/api-keys', {
      name: 'script',
      scopes: ['read:user'],
      allowedAddresses: ['203.0.113.7'],
    });
    await lookAt(admin.browser, ada.user.id, true);
    const change = { currentPassword: PASSWORD, newPassword: 'another long phrase' };
    const refusals = [
      await admin.browser.post('/api/auth/change-password', change),
      await admin.browser.post('/api/user/virtfusion/sign-in'),
      await admin.browser.patch(`/api/user/api-keys/${key.id}`, { allowedAddresses: [] }),
    ];
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ status: 403, body: { error: { code: 'read_only_session' } } });
  });

  it('takes the waiting session along when whoever looks signs out', async () => {
    const [admin, ada] = [await test.make.admin(), await test.make.customer()];
    const own = admin.browser.cookie(ACCESS) ?? '';
    await lookAt(admin.browser, ada.user.id);
    expect((await admin.browser.post('/api/auth/logout')).status).toBe(204);
    const later = test.browser();
    later.setCookie(ACCESS, own);
    await test.until(async () => (await later.get('/api/user')).status === 401, 'the waiting session ends');
  });
});
