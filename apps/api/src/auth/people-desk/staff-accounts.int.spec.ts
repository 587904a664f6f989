import { PASSWORD, type Person } from '../../testing/make';
import { askWithKey, keyOf } from '../../testing/with-key';
import { testApp } from '../../testing';

describe('accounts of staff, attacked through the desk', () => {
  const test = testApp();
  const refused = (code: string) => ({ status: 403, body: { error: { code } } });
  const longAgo = async ({ user }: Person) => {
    await test.em.execute(`update sessions set stepped_up_at = now() - interval '1 hour' where user_id = ?`, [user.id]);
    await test.em.execute(`select pg_notify('sky_live', ?)`, [JSON.stringify({ type: 'user', userId: user.id, data: {} })]);
    await new Promise(resolve => setTimeout(resolve, 100));
  };
  const supportWith = async (permissions: readonly string[]) => {
    const [sue, admin] = [await test.make.customer(), await test.make.admin()];
    await test.em.execute(`update users set role = 'support' where id = ?`, [sue.user.id]);
    expect((await admin.browser.put('/api/admin/roles/support', { permissions })).status).toBe(200);
    const browser = test.browser();
    await browser.post('/api/auth/login', { username: sue.user.username, password: PASSWORD });
    return { admin, support: browser };
  };

  it('lets no API key become a member of staff or take one away', async () => {
    const [owner, other] = [await test.make.admin(), await test.make.admin()];
    const { key } = await keyOf(owner, ['admin:users']);
    for (const { user } of [owner, other]) {
      const path = `/api/admin/users/${user.id}`;
      const email = `mine-${user.id}@example.com`;
      expect((await askWithKey(test.app, key, path, { method: 'PATCH', body: { email } })).status).toBe(403);
      const suspension = { enabled: false, reason: 'Mine now' };
      expect((await askWithKey(test.app, key, `${path}/status`, { method: 'PATCH', body: suspension })).status).not.toBe(204);
      expect((await askWithKey(test.app, key, path, { method: 'DELETE' })).status).toBe(403);
    }
    const ada = await test.make.customer();
    const answer = await askWithKey(test.app, key, `/api/admin/users/${ada.user.id}`, {
      method: 'PATCH',
      body: { fullName: 'Ada' },
    });
    expect(answer.status).toBe(204);
  });

  it('asks for a step-up before it invites staff or gives an account another address', async () => {
    const [admin, ada] = [await test.make.admin(), await test.make.customer()];
    await longAgo(admin);
    const form = { fullName: 'Mallory', username: 'mallory', email: 'mallory@example.com' };
    expect(await admin.browser.post('/api/admin/users', { ...form, role: 'admin' })).toMatchObject(refused('step_up_required'));
    for (const { user } of [admin, ada])
      expect(await admin.browser.patch(`/api/admin/users/${user.id}`, { email: 'mallory@example.com' })).toMatchObject(
        refused('step_up_required'),
      );
    expect((await admin.browser.post('/api/admin/users', { ...form, role: 'customer' })).status).toBe(201);
    expect((await admin.browser.patch(`/api/admin/users/${ada.user.id}`, { fullName: 'Ada L.' })).status).toBe(204);
  });

  it('lets support neither unlock nor sign out nor confirm staff, nor get their password of the panel', async () => {
    const { admin, support } = await supportWith(['users.read', 'users.write']);
    const path = `/api/admin/users/${admin.user.id}`;
    expect(await support.post(`${path}/unlock`)).toMatchObject(refused('forbidden'));
    expect(await support.delete(`${path}/sessions`)).toMatchObject(refused('forbidden'));
    expect(await support.post(`${path}/virtfusion-password`)).toMatchObject(refused('forbidden'));
    await test.em.execute('update users set email_verified_at = null where id = ?', [admin.user.id]);
    const order = { action: 'verify', userIds: [admin.user.id] };
    expect((await support.post('/api/admin/users/bulk/preview', order)).body).toMatchObject({ concerned: 0 });
  });

  it('tells the old address that staff entered another one, and kills what was mailed there', async () => {
    const [admin, ada] = [await test.make.admin(), await test.make.customer()];
    expect((await admin.browser.post(`/api/admin/users/${ada.user.id}/reset-password`)).status).toBe(204);
    await test.runDueJobs();
    const [, token = ''] = /token=([\w-]+)/.exec(test.sandbox.mail.to(ada.user.email)[0]?.text ?? '') ?? [];
    expect(token).not.toBe('');
    expect((await admin.browser.patch(`/api/admin/users/${ada.user.id}`, { email: 'ada-new@example.com' })).status).toBe(204);
    await test.runDueJobs();
    expect(test.sandbox.mail.to(ada.user.email)[0]?.subject).toMatch(/address/i);
    expect((await test.browser().post('/api/auth/reset-password', { token, newPassword: 'a quite long phrase' })).status).toBe(
      422,
    );
  });

  it('does not take an invitation for an administrator who could step in', async () => {
    const [admin, other] = [await test.make.admin(), await test.make.admin()];
    await test.em.execute(`update users set state = 'suspended' where role = 'admin' and id <> all(array[?, ?]::int[])`, [
      admin.user.id,
      other.user.id,
    ]);
    const form = { fullName: 'Later', username: 'later', email: 'later@example.com', role: 'admin' };
    expect((await admin.browser.post('/api/admin/users', form)).status).toBe(201);
    expect((await admin.browser.patch(`/api/admin/users/${other.user.id}/role`, { role: 'customer' })).status).toBe(204);
    expect((await admin.browser.delete('/api/user')).body).toMatchObject({ error: { code: 'last_admin' } });
  });

  it('takes every tag for a word', async () => {
    const [admin, ada] = [await test.make.admin(), await test.make.customer()];
    expect((await admin.browser.put(`/api/admin/users/${ada.user.id}/tags`, { tags: ['null', 'vip'] })).status).toBe(204);
  });

  it('sends the same words again on another day', async () => {
    const [admin, ada] = [await test.make.admin(), await test.make.customer()];
    const order = { action: 'mail', userIds: [ada.user.id], subject: 'Planned work', message: 'Tonight.' };
    const { body } = await admin.browser.post<{ fingerprint: string }>('/api/admin/users/bulk/preview', order);
    const apply = () => admin.browser.post('/api/admin/users/bulk', { ...order, fingerprint: body.fingerprint });
    await apply();
    await apply();
    await test.runDueJobs();
    await test.em.execute(
      `update mail_messages set once_key = replace(once_key, ?, '2001-01-01') where once_key like 'staff-message:%'`,
      [new Date().toISOString().slice(0, 10)],
    );
    await apply();
    await test.runDueJobs();
    expect(test.sandbox.mail.to(ada.user.email).filter(({ subject }) => subject === 'Planned work')).toHaveLength(2);
  });
});
