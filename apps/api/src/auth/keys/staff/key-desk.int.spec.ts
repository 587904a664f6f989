import { askWithKey, keyOf, testApp } from '../../../testing';
import { KeyUse } from '../use/key-use';

interface Listed {
  data: { id: number; name: string; state: string }[];
  pagination: { totalItems: number };
}

describe('API keys at the desk of staff', () => {
  const test = testApp();

  it('are all in one list, with owner and use, and can be searched and filtered', async () => {
    const boss = await test.make.admin();
    const ada = await test.make.customer({ username: 'ada' });
    const { id, key } = await keyOf(ada, ['read:user'], { name: 'backup' });
    const system = await keyOf(boss, ['admin:system'], { name: 'monitoring' });
    const gone = await keyOf(ada, ['read:servers'], { name: 'old' });
    await ada.browser.delete(`/api/user/api-keys/${gone.id}`);
    await askWithKey(test.app, key, '/api/me');
    await askWithKey(test.app, key, '/api/servers');
    await test.app.get(KeyUse).flush();

    const list = async (query: string) => (await boss.browser.get<Listed>(`/api/admin/api-keys?${query}`)).body;
    const names = async (query: string) => (await list(query)).data.map(({ name }) => name);
    expect(await names('')).toEqual(['old', 'monitoring', 'backup']);
    expect(await names('search=ada')).toEqual(['old', 'backup']);
    expect(await names('search=%25')).toEqual([]);
    expect(await names(`search=${key.slice(0, 8)}`)).toEqual(['backup']);
    expect(await names('state=revoked')).toEqual(['old']);
    expect(await names('state=active&scope=admin:system')).toEqual(['monitoring']);
    expect(await names(`userId=${ada.user.id}&state=active`)).toEqual(['backup']);
    expect((await list('limit=1')).pagination.totalItems).toBe(3);
    expect((await list('search=backup')).data[0]).toMatchObject({
      id,
      owner: { username: 'ada', role: 'customer' },
      requests: 2,
      refusals: 1,
      findings: 0,
    });
    // A key that may read the system may read this list too, and still changes nothing.
    expect((await askWithKey(test.app, system.key, '/api/admin/api-keys')).status).toBe(200);
    expect(
      await askWithKey(test.app, system.key, `/api/admin/api-keys/${id}`, { method: 'DELETE', body: { reason: 'x' } }),
    ).toMatchObject({ status: 403, body: { error: { code: 'session_required' } } });
  });

  it('show where and for what they were used', async () => {
    const boss = await test.make.admin();
    const { id, key } = await keyOf(boss, ['read:user']);
    await askWithKey(test.app, key, '/api/v1/me', { from: '203.0.113.5' });
    await test.app.get(KeyUse).flush();
    const { body } = await boss.browser.get(`/api/admin/api-keys/${id}`);
    expect(body).toMatchObject({
      networks: [{ network: '203.0.0.0/16' }],
      routes: [{ method: 'GET', route: '/api/v1/me', requests: 1 }],
      events: [],
    });
    expect(JSON.stringify(body)).not.toContain(key.slice(8, -4));
    expect((await boss.browser.get('/api/admin/api-keys/2147483647')).status).toBe(404);
  });

  it('are revoked with a reason that the owner reads in a mail, once', async () => {
    const [boss, ada] = [await test.make.admin(), await test.make.customer()];
    const { id, key } = await keyOf(ada, ['read:user'], { name: 'leaked' });
    const revoke = (body: object) => boss.browser.send('DELETE', `/api/admin/api-keys/${id}`, body, {});
    expect((await revoke({})).status).toBe(400);
    expect((await revoke({ reason: 'It was found in a public repository.' })).status).toBe(204);
    expect((await revoke({ reason: 'Again.' })).status).toBe(204);
    await test.runDueJobs();

    expect((await askWithKey(test.app, key, '/api/me')).status).toBe(401);
    const mails = test.sandbox.mail.to(ada.user.email);
    expect(mails.map(({ subject }) => subject)).toEqual(['Your API key leaked was revoked']);
    expect(mails[0]?.text).toContain('It was found in a public repository.');
    expect((await boss.browser.get(`/api/admin/api-keys/${id}`)).body).toMatchObject({
      state: 'revoked',
      revokedReason: 'removed-by-staff',
      revokedNote: 'It was found in a public repository.',
    });
  });

  it('are reported as CSV in which no name becomes a formula', async () => {
    const boss = await test.make.admin();
    await keyOf(boss, ['admin:users', 'read:user'], { name: '=HYPERLINK("http://evil.example")', expiresInDays: 10 });
    const old = await keyOf(boss, ['read:user'], { name: 'quote " comma, end' });
    await test.em.execute(`update api_keys set created_at = now() - interval '100 days' where id = ?`, [old.id]);
    const { status, headers, body } = await boss.browser.get<string>('/api/admin/api-keys/report');

    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/csv');
    const lines = body.trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^id,name,key,state,owner,.*has_admin_scopes,.*unused_for_90_days/);
    expect(body).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(lines.find(line => line.includes('HYPERLINK'))).toContain(',admin:users read:user,yes,');
    expect(lines.find(line => line.startsWith(`${old.id},`))).toMatch(
      /^\d+,"quote "" comma, end",sky_.{4}….{4},active,.*,100,,,,yes,/,
    );
    const [{ count }] = await test.em.execute<[{ count: number }]>('select count(*)::int as count from api_keys');
    expect(lines).toHaveLength(count + 1);
    expect(await test.em.execute(`select 1 as found from audit_entries where action = 'key.report-exported'`)).toHaveLength(1);
  });
});
