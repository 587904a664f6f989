import { SettingsService } from '../../../settings';
import { askWithKey, keyOf, testApp } from '../../../testing';
import { KeyUse } from '../use/key-use';
import type { FindingKind } from './finding';
import { RemindOfExpiryHandler } from './remind-of-expiry.handler';

describe('the watch over API keys', () => {
  const test = testApp();
  const flush = async () => {
    await test.app.get(KeyUse).flush();
    await test.runDueJobs('auth.check-key-use');
  };
  const findingsOf = (id: number, kind: FindingKind) =>
    test.em.execute<{ subject: string }[]>('select subject from api_key_findings where key_id = ? and kind = ? order by id', [
      id,
      kind,
    ]);
  const eventsOf = (id: number) =>
    test.em.execute<{ kind: string }[]>('select kind, occurrences from security_events where key_id = ? order by id', [id]);
  const mailTo = (email: string) => test.sandbox.mail.to(email).map(({ subject }) => subject);
  const makeOld = (id: number, days: number) =>
    test.em.execute(`update api_keys set created_at = now() - make_interval(days => ?) where id = ?`, [days, id]);

  it('counts use by day and route, and knows when and from where a key was used last', async () => {
    const ada = await test.make.customer();
    const { id, key } = await keyOf(ada, ['read:user']);
    for (let sent = 0; sent < 3; sent += 1) await askWithKey(test.app, key, '/api/me', { from: '203.0.113.5' });
    await askWithKey(test.app, key, '/api/servers', { from: '203.0.113.6' });
    await test.app.get(KeyUse).flush();
    await askWithKey(test.app, key, '/api/me', { from: '203.0.113.7' });
    await flush();

    const { body } = await ada.browser.get<{ days: { requests: number }[]; routes: object[] }>(`/api/user/api-keys/${id}/usage`);
    expect(body.days).toHaveLength(30);
    expect(body.days.at(-1)).toEqual({ day: new Date().toISOString().slice(0, 10), requests: 5, refusals: 1, limited: 0 });
    expect(body.days[0]).toMatchObject({ requests: 0 });
    expect(body.routes).toEqual([
      { method: 'GET', route: '/api/me', requests: 4, refusals: 0, limited: 0 },
      { method: 'GET', route: '/api/servers', requests: 1, refusals: 1, limited: 0 },
    ]);
    expect((await ada.browser.get('/api/user/api-keys')).body).toMatchObject({ data: [{ lastAddress: '203.0.113.7' }] });
    await test.app.get(KeyUse).flush();
  });

  it('notices a new network once, when the key is no longer new', async () => {
    const { id, key } = await keyOf(await test.make.customer(), ['read:user']);
    const from = async (address: string) => {
      expect((await askWithKey(test.app, key, '/api/me', { from: address })).status).toBe(200);
      await flush();
    };
    await from('203.0.113.5');
    await from('198.51.100.7');
    expect(await findingsOf(id, 'key-new-network')).toEqual([]);

    await makeOld(id, 3);
    await from('203.0.200.9');
    expect(await findingsOf(id, 'key-new-network')).toEqual([]);
    await from('192.0.2.1');
    await from('192.0.99.1');
    await from('2001:db8:1::1');
    await from('2001:db8:2::1');
    expect(await findingsOf(id, 'key-new-network')).toEqual([{ subject: '192.0.0.0/16' }, { subject: '2001:db8::/32' }]);
    expect((await eventsOf(id)).map(({ kind }) => kind)).toEqual(['key-new-network']);
  });

  it('notices sudden volume once a day', async () => {
    const { id, key } = await keyOf(await test.make.customer(), ['read:user']);
    await makeOld(id, 30);
    await test.em.execute(
      `insert into api_key_use (key_id, day, method, route, requests, refusals, limited)
       select ?, (now() at time zone 'UTC')::date - d, 'GET', '/api/me', case d when 0 then 499 else 50 end, 0, 0 from generate_series(0, 7) d`,
      [id],
    );
    await askWithKey(test.app, key, '/api/me');
    await flush();
    expect(await findingsOf(id, 'key-sudden-volume')).toEqual([]);
    for (let round = 0; round < 2; round += 1) {
      await askWithKey(test.app, key, '/api/me');
      await flush();
    }
    expect(await findingsOf(id, 'key-sudden-volume')).toEqual([{ subject: new Date().toISOString().slice(0, 10) }]);
  });

  it('does not take growth for an attack', async () => {
    const { id, key } = await keyOf(await test.make.customer(), ['read:user']);
    await makeOld(id, 30);
    await test.em.execute(
      `insert into api_key_use (key_id, day, method, route, requests, refusals, limited)
       select ?, (now() at time zone 'UTC')::date - d, 'GET', '/api/me', case d when 0 then 900 else 100 end, 0, 0 from generate_series(0, 7) d`,
      [id],
    );
    await askWithKey(test.app, key, '/api/me');
    await flush();
    expect(await findingsOf(id, 'key-sudden-volume')).toEqual([]);
  });

  it('ends a key by rule, tells its owner by mail, and leaves the others alone', async () => {
    await test.app.get(SettingsService).set('security.revokeKeysOn', ['key-many-refusals']);
    const [ada, eve] = [await test.make.customer(), await test.make.customer()];
    const [bad, good] = [await keyOf(ada, ['read:user']), await keyOf(eve, ['read:user'])];
    for (let sent = 0; sent < 51; sent += 1) await askWithKey(test.app, bad.key, '/api/servers');
    for (let sent = 0; sent < 50; sent += 1) await askWithKey(test.app, good.key, '/api/servers');
    await flush();
    await test.runDueJobs();

    expect((await findingsOf(bad.id, 'key-many-refusals')).length).toBe(1);
    expect(await findingsOf(good.id, 'key-many-refusals')).toEqual([]);
    expect((await askWithKey(test.app, bad.key, '/api/me')).status).toBe(401);
    expect((await askWithKey(test.app, good.key, '/api/me')).status).toBe(200);
    expect(mailTo(ada.user.email)).toEqual(['Your API key script was revoked']);
    expect(mailTo(eve.user.email)).toEqual([]);
    await test.app.get(SettingsService).set('security.revokeKeysOn', []);
  });

  it('reminds of an expiry a week before, once, and not of keys made for less', async () => {
    const ada = await test.make.customer();
    const [, soon] = [
      await keyOf(ada, ['read:user'], { name: 'late', expiresInDays: 30 }),
      await keyOf(ada, ['read:user'], { name: 'soon', expiresInDays: 30 }),
      await keyOf(ada, ['read:user'], { name: 'short', expiresInDays: 5 }),
    ];
    await test.em.execute(
      `update api_keys set created_at = now() - interval '24 days', expires_at = now() + interval '6 days' where id = ?`,
      [soon.id],
    );
    for (let round = 0; round < 2; round += 1) {
      await test.app.get(RemindOfExpiryHandler).enqueue();
      await test.runDueJobs();
    }
    expect(mailTo(ada.user.email)).toEqual([expect.stringMatching(/^Your API key soon expires on \d{4}-\d\d-\d\d$/)]);
    expect(await test.em.execute('select id from api_keys where reminded_at is not null')).toEqual([{ id: soon.id }]);
  });
});
