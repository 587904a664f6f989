import { isPermission } from '../../../platform';
import { fill, routesOf } from '../../../contract/routes';
import { SettingsService } from '../../../settings';
import { askWithKey, keyOf, testApp } from '../../../testing';

interface Preview {
  readonly data: { role: string; people: number; withoutFactor: number; lockedOut: { username: string }[] }[];
}

describe('the rule that a role needs a second factor', () => {
  const test = testApp();
  const require = async (roles: ('admin' | 'customer')[], from = '') => {
    await test.app.get(SettingsService).set('security.secondFactorFrom', from);
    await test.app.get(SettingsService).set('security.secondFactorRoles', roles);
  };
  afterEach(() => require([]));

  it('keeps an administrator without one out of every route of the console, and lets them set one up', async () => {
    const admin = await test.make.admin();
    const routes = routesOf(test.app).filter(({ rule }) => rule !== undefined && isPermission(rule));
    expect(routes.length).toBeGreaterThan(10);
    await require(['admin']);

    const admitted: string[] = [];
    for (const route of routes) {
      const path = fill(
        route,
        route.parameters.map(() => '1'),
      );
      const { status, body } = await admin.browser.send<{ error?: { code: string } }>(
        route.method,
        path,
        route.body ? {} : undefined,
        {},
      );
      if (status !== 403 || body.error?.code !== 'second_factor_required') admitted.push(`${route.method} ${path} -> ${status}`);
    }
    expect(admitted).toEqual([]);
    expect(
      (await admin.browser.get<{ secondFactorRequiredFrom: string }>('/api/user')).body.secondFactorRequiredFrom,
    ).not.toBeNull();

    await test.make.withTotp(admin);
    expect((await admin.browser.get('/api/admin/security/second-factor')).status).toBe(200);
    expect((await admin.browser.get('/api/user')).body).toMatchObject({ secondFactorRequiredFrom: null });
    expect(await admin.browser.delete('/api/user/second-factor/totp')).toMatchObject({
      status: 422,
      body: { error: { code: 'second_factor_needed' } },
    });
    expect((await admin.browser.get('/api/user/second-factor')).body).toMatchObject({ recoveryCodesLeft: 10 });
  });

  it('waits for its date', async () => {
    const { browser } = await test.make.admin();
    const from = new Date(Date.now() + 7 * 86_400_000).toISOString();
    await require(['admin'], from);
    expect((await browser.get('/api/admin/security/second-factor')).status).toBe(200);
    expect((await browser.get('/api/user')).body).toMatchObject({ secondFactorRequiredFrom: from });
  });

  it('shows beforehand whom it would lock out', async () => {
    const [admin, secured] = [await test.make.admin(), await test.make.admin()];
    await test.make.withTotp(secured);
    await test.make.customer({ username: 'zoe' });
    const { body, status } = await admin.browser.get<Preview>('/api/admin/security/second-factor-preview?roles=admin,customer');
    expect(status).toBe(200);
    const [customers, admins] = body.data;
    expect(customers).toMatchObject({ role: 'customer', people: 1, withoutFactor: 1, lockedOut: [{ username: 'zoe' }] });
    expect(admins?.role).toBe('admin');
    const names = admins?.lockedOut.map(({ username }) => username) ?? [];
    expect(names).toContain(admin.user.username);
    expect(names).not.toContain(secured.user.username);
    expect(admins?.withoutFactor).toBe(names.length);
    expect((await admin.browser.get('/api/admin/security/second-factor-preview?roles=king')).status).toBe(400);
  });

  it('cannot be made by whom it would lock out', async () => {
    const admin = await test.make.admin();
    const put = (body: object) => admin.browser.send('PUT', '/api/admin/security/second-factor', body, {});
    expect(await put({ roles: ['admin'] })).toMatchObject({ status: 422, body: { error: { code: 'would_lock_you_out' } } });
    expect((await put({ roles: ['admin'], from: '2999-01-01T00:00:00Z' })).status).toBe(200);
    await test.make.withTotp(admin);
    expect(await put({ roles: ['admin', 'support'] })).toMatchObject({ status: 200, body: { roles: ['support', 'admin'] } });
    expect(await put({ roles: [] })).toMatchObject({ status: 200, body: { roles: [], from: null } });
    const entries = await test.em.execute(
      `select 1 from audit_entries where action = 'second-factor.enforced' and actor_id = ?`,
      [admin.user.id],
    );
    expect(entries).toHaveLength(3);
  });

  it('holds for customers as well: money and servers are closed, the profile is not', async () => {
    const { browser } = await test.make.customer();
    await require(['customer']);
    expect((await browser.get('/api/billing/balance')).body).toMatchObject({ error: { code: 'second_factor_required' } });
    expect((await browser.get('/api/user/second-factor')).status).toBe(200);
    expect((await browser.patch('/api/user/profile', { fullName: 'Ada' })).status).toBe(200);
  });

  it('closes the API keys of people without one, until they have one', async () => {
    const person = await test.make.customer();
    const { key } = await keyOf(person, ['read:user']);
    const ask = () => askWithKey<{ error: { code: string } }>(test.app, key, '/api/me');
    expect((await ask()).status).toBe(200);

    await require(['customer']);
    expect(await ask()).toMatchObject({ status: 403, body: { error: { code: 'second_factor_required' } } });
    await test.make.withTotp(person);
    await new Promise(resolve => setTimeout(resolve, 200));
    expect((await ask()).status).toBe(200);
  });
});
