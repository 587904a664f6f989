import { PASSWORD } from '../../testing/make';
import { testApp } from '../../testing';

interface Refusal {
  error: { code: string };
}

describe('the desk of people', () => {
  const test = testApp();
  const subjectsTo = (email: string) => test.sandbox.mail.to(email).map(({ subject }) => subject);
  const actionsAbout = async (userId: number) => {
    const rows = await test.em.execute<{ action: string }[]>('select action from audit_entries where user_id = ? order by id', [
      userId,
    ]);
    return rows.map(({ action }) => action);
  };

  it('invites somebody, who chooses the password alone', async () => {
    const { browser: admin } = await test.make.admin();
    const form = { fullName: 'Hedy Lamarr', username: 'hedy', email: 'hedy@example.com', role: 'support' };
    const { status, body } = await admin.post<{ id: number }>('/api/admin/users', form);
    expect(status).toBe(201);
    expect(await admin.post('/api/admin/users', { ...form, email: 'other@example.com' })).toMatchObject({
      status: 409,
      body: { error: { code: 'username_taken' } },
    });
    // No password opens an account that has none.
    for (const password of ['', ' ', PASSWORD])
      expect((await test.browser().post('/api/auth/login', { username: 'hedy', password })).status).not.toBe(200);

    await test.runDueJobs();
    const [, token = ''] = /token=([\w-]+)/.exec(test.sandbox.mail.to('hedy@example.com')[0]?.text ?? '') ?? [];
    const newPassword = 'frequency hopping 1942';
    expect((await test.browser().post('/api/auth/reset-password', { token, newPassword })).status).toBe(204);
    const hedy = test.browser();
    expect((await hedy.post('/api/auth/login', { username: 'hedy', password: newPassword })).status).toBe(200);
    expect((await hedy.get('/api/admin/users')).status).toBe(200);
    expect((await hedy.get('/api/admin/settings')).status).toBe(403);
    expect(await actionsAbout(body.id)).toEqual(
      expect.arrayContaining(['user.invited', 'user.password-reset', 'session.opened']),
    );
  });

  it('suspends with a reason: billing stays readable, everything else is closed, for sessions and keys alike', async () => {
    const { browser: admin } = await test.make.admin();
    const ada = await test.make.customer({ credit: '5.00', linked: true });
    const { body: made } = await ada.browser.post<{ key: string }>('/api/user/api-keys', {
      name: 'script',
      scopes: ['read:billing'],
    });
    const key = { authorization: `Bearer ${made.key}` };
    expect((await test.browser().get('/api/billing/balance', key)).status).toBe(200);

    const path = `/api/admin/users/${ada.user.id}/status`;
    expect((await admin.patch(path, { enabled: false })).status).toBe(400);
    expect((await admin.patch(path, { enabled: false, reason: 'Spam from your server.' })).status).toBe(204);
    await test.until(async () => (await ada.browser.get('/api/user/servers')).status === 403, 'the suspension takes effect');
    expect((await ada.browser.get('/api/user')).body).toMatchObject({
      state: 'suspended',
      suspendedReason: 'Spam from your server.',
    });
    expect((await ada.browser.get('/api/billing/balance')).status).toBe(200);
    expect((await ada.browser.get('/api/transactions')).status).toBe(200);
    expect((await ada.browser.post('/api/billing/add-credits', { amount: '10.00' })).status).toBe(403);
    expect((await test.browser().get('/api/billing/balance', key)).status).toBe(403);
    await test.runDueJobs();
    expect(test.sandbox.virtfusion.users().find(({ email }) => email === ada.user.email)).toMatchObject({ suspended: true });

    expect((await admin.patch(path, { enabled: true })).status).toBe(204);
    await test.until(async () => (await ada.browser.get('/api/user/servers')).status === 200, 'the suspension is lifted');
    expect(await actionsAbout(ada.user.id)).toEqual(expect.arrayContaining(['user.suspended', 'user.unsuspended']));
  });

  it('never loses the last administrator, not even to two who take each other away', async () => {
    await test.em.execute(`update users set state = 'suspended' where role = 'admin'`);
    const [one, two] = [await test.make.admin(), await test.make.admin()];
    const demote = (by: typeof one, whom: typeof one) =>
      by.browser.patch<Refusal>(`/api/admin/users/${whom.user.id}/role`, { role: 'customer' });
    const answers = await Promise.all([demote(one, two), demote(two, one)]);
    const [left] = await test.em.execute<{ count: number }[]>(
      `select count(*)::int as count from users where role = 'admin' and state = 'active'`,
    );
    expect(left?.count).toBe(1);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect((await demote(one, one)).status).not.toBe(204);
  });

  it('ends the sessions of whoever becomes something else', async () => {
    const [{ browser: admin }, ada] = [await test.make.admin(), await test.make.customer()];
    expect((await admin.patch(`/api/admin/users/${ada.user.id}/role`, { role: 'billing' })).status).toBe(204);
    await test.until(async () => (await ada.browser.get('/api/user')).status === 401, 'the session ends');
  });

  it('lets support touch no account of staff', async () => {
    const [sue, admin] = [await test.make.customer(), await test.make.admin()];
    await test.em.execute(`update users set role = 'support' where id = ?`, [sue.user.id]);
    await test.em.execute(`insert into role_permissions values ('support', 'users.write') on conflict do nothing`);
    expect((await admin.browser.put('/api/admin/roles/support', { permissions: ['users.read', 'users.write'] })).status).toBe(
      200,
    );
    const support = test.browser();
    await support.post('/api/auth/login', { username: sue.user.username, password: PASSWORD });
    const path = `/api/admin/users/${admin.user.id}`;
    expect((await support.patch(path, { email: 'mine@example.com' })).status).toBe(403);
    expect((await support.patch(`${path}/status`, { enabled: false, reason: 'Revenge' })).status).toBe(403);
    expect((await support.post(`${path}/reset-password`)).status).toBe(403);
    expect((await support.delete(path)).status).toBe(403);
    expect(
      (await support.post('/api/admin/users', { fullName: 'X', username: 'xyz', email: 'x@example.com', role: 'admin' })).status,
    ).toBe(403);
    expect((await admin.browser.put('/api/admin/roles/support', { permissions: ['roles.write'] })).status).toBe(400);
  });

  it('does to many exactly what the preview said', async () => {
    const admin = await test.make.admin();
    const people = [await test.make.customer(), await test.make.customer()];
    const order = {
      action: 'mail',
      userIds: [...people, admin].map(({ user }) => user.id),
      subject: 'Planned work',
      message: 'Tonight.',
    };
    const { body: plan } = await admin.browser.post<{ fingerprint: string; concerned: number }>(
      '/api/admin/users/bulk/preview',
      order,
    );
    expect(plan.concerned).toBe(3);
    const apply = (changed = {}) =>
      admin.browser.post('/api/admin/users/bulk', { ...order, fingerprint: plan.fingerprint, ...changed });
    expect(await apply({ message: 'Something else.' })).toMatchObject({ status: 409, body: { error: { code: 'plan_changed' } } });
    expect(await apply()).toMatchObject({ status: 200, body: { done: 3 } });
    expect((await apply()).status).toBe(200);
    await test.runDueJobs();
    for (const { user } of people) expect(subjectsTo(user.email).filter(subject => subject === 'Planned work')).toHaveLength(1);
  });

  it('skips in bulk what would do nothing or must not happen', async () => {
    const admin = await test.make.admin();
    const ada = await test.make.customer();
    const { body } = await admin.browser.post<{ concerned: number; people: { id: number; skipped: string | null }[] }>(
      '/api/admin/users/bulk/preview',
      { action: 'suspend', userIds: [ada.user.id, admin.user.id], reason: 'Abuse' },
    );
    expect(body.concerned).toBe(1);
    expect(body.people.find(({ id }) => id === admin.user.id)?.skipped).toBe('your own account');
  });

  it('gives people as a file in which nothing is a formula', async () => {
    const admin = await test.make.admin();
    const eve = await test.make.customer();
    await eve.browser.patch('/api/user/profile', { fullName: '=cmd|/C calc' });
    const { status, body } = await admin.browser.get<string>('/api/admin/users/export');
    expect(status).toBe(200);
    expect(body).toContain(eve.user.email);
    expect(body).toContain(`'=cmd`);
  });
});

describe('looking with a customer’s eyes', () => {
  const test = testApp();

  it('reads only, ends by itself, is told to the customer, and gives the own session back', async () => {
    const [admin, ada] = [await test.make.admin(), await test.make.customer({ credit: '5.00' })];
    const wish = { reason: 'Ticket 12: billing looks wrong', minutes: 15, mayWrite: false };
    const staff = admin.browser;
    expect((await staff.post(`/api/admin/users/${ada.user.id}/impersonate`, wish)).status).toBe(200);

    expect((await staff.get('/api/user')).body).toMatchObject({
      username: ada.user.username,
      impersonator: { username: admin.user.username, mayWrite: false },
    });
    expect((await staff.get('/api/billing/balance')).body).toMatchObject({ balance: '5.00' });
    for (const [path, body] of [
      ['/api/user/servers', { packageId: 1, locationId: 1, templateId: 1, name: 'x' }],
      ['/api/auth/change-password', { currentPassword: PASSWORD, newPassword: 'another long phrase' }],
      ['/api/user/api-keys', { name: 'mine', scopes: ['read:user'] }],
    ] as const)
      expect(await staff.post(path, body)).toMatchObject({ status: 403, body: { error: { code: 'read_only_session' } } });
    expect((await staff.get('/api/admin/users')).status).toBe(403);

    expect((await ada.browser.get('/api/user/notifications')).body).toMatchObject({
      data: [{ title: 'Support looked at your account', body: expect.stringContaining('Ticket 12') as string }],
    });
    const [entry] = await test.em.execute<object[]>(
      `select actor_id, user_id, details from audit_entries where action = 'impersonation.started'`,
    );
    expect(entry).toMatchObject({ actor_id: admin.user.id, user_id: ada.user.id, details: { reason: wish.reason } });

    expect((await staff.post('/api/auth/stop-impersonation')).status).toBe(200);
    expect((await staff.get('/api/user')).body).toMatchObject({ username: admin.user.username, impersonator: null });
    expect((await staff.get('/api/admin/users')).status).toBe(200);
  });

  it('never lends the rights of staff, and never changes what only an owner may', async () => {
    const [admin, other, ada] = [await test.make.admin(), await test.make.admin(), await test.make.customer()];
    const wish = { reason: 'Looking', minutes: 5, mayWrite: true };
    expect((await admin.browser.post(`/api/admin/users/${other.user.id}/impersonate`, wish)).status).toBe(422);
    expect((await admin.browser.post(`/api/admin/users/${ada.user.id}/impersonate`, wish)).status).toBe(200);
    expect((await admin.browser.patch('/api/user/profile', { fullName: 'Ada L.' })).status).toBe(200);
    expect((await admin.browser.patch('/api/user/profile', { email: 'mine@example.com' })).status).toBe(403);
    expect((await admin.browser.delete('/api/user')).status).toBe(403);
    await test.em.execute(`update sessions set expires_at = now() - interval '1 second' where impersonator_id is not null`);
    await test.em.execute(`select pg_notify('sky_live', '{"type":"user","userId":${ada.user.id},"data":{}}')`);
    await test.until(async () => (await admin.browser.get('/api/user')).status === 401, 'the look ends');
  });
});
