import type { ConsoleFault } from '@sky/simulators';
import type { Person } from '../../testing';
import { testApp } from '../../testing';
import { Viewer } from '../../testing/console-viewer';

interface Way {
  checks: { name: string; outcome: string; detail: string }[];
  problem: { code: string; title: string; remedy: string } | null;
  ticket: string | null;
}
interface Visit {
  id: number;
  state: string;
  cause: string | null;
  username: string;
  bytesReceived: number;
}

const order = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };

describe('consoles', () => {
  const test = testApp({ listen: true });
  let ada: Person;
  let id: number;
  let upstreamId: number;

  const ask = async (person: Person, serverId = id, body?: object) =>
    (await person.browser.post<Way>(`/api/user/servers/${serverId}/vnc/session`, body)).body;
  const ticketOf = async (person: Person) => (await ask(person)).ticket ?? '';
  const enter = async (person: Person) => {
    const viewer = await Viewer.connect(test.url, await ticketOf(person), person.browser);
    await viewer.greet();
    return viewer;
  };
  const screen = async () => ((await test.sandbox.virtfusion.console(upstreamId))?.lines ?? []).join('\n');
  const visits = async () => (await ada.browser.get<{ data: Visit[] }>(`/api/user/servers/${id}/vnc/sessions`)).body.data;
  const fail = (fault: ConsoleFault['fault']) => test.sandbox.virtfusion.failConsole(upstreamId, { fault } as ConsoleFault);

  beforeAll(async () => {
    await test.make.catalogue();
    ada = await test.make.customer({ credit: '25.00', linked: true });
    id = (await ada.browser.post<{ id: number }>('/api/user/servers', order)).body.id;
    const state = async () => (await ada.browser.get<{ state: string }>(`/api/user/servers/${id}`)).body.state;
    await test.until(async () => (await state()) === 'running', 'the server runs');
    const [row] = await test.em.execute<{ upstream_id: number }[]>('select upstream_id from servers where id = ?', [id]);
    upstreamId = row?.upstream_id ?? 0;
  });
  afterEach(async () => {
    await fail('none');
    test.sandbox.faults.clear();
    await test.em.execute(`update console_sessions set state = 'ended' where state in ('open', 'offered')`);
  });

  it('shows the screen and takes what is typed, and the password stays with us', async () => {
    const way = await ask(ada);
    expect(way.checks.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['ready', 'passed'],
      ['running', 'passed'],
      ['address', 'passed'],
      ['console', 'passed'],
    ]);
    const viewer = await Viewer.connect(test.url, way.ticket ?? '', ada.browser);
    expect((await viewer.greet()).types).toEqual([1]);
    expect(await viewer.corner()).toHaveLength(256);
    await test.until(async () => (await screen()).includes('login:'), 'the guest asks who is there');
    viewer.type('ada');
    await test.until(async () => (await screen()).includes('login: ada'), 'the text is on the screen');
    viewer.socket.close();
    await viewer.closed;
    await test.until(async () => (await visits())[0]?.state === 'ended', 'the visit is written down');
    expect((await visits())[0]).toMatchObject({ cause: 'left', username: ada.user.username });
  });

  it('gives a ticket that is good once, in the session that asked, from our pages', async () => {
    const ticket = await ticketOf(ada);
    const eve = await test.make.customer();
    await expect(Viewer.connect(test.url, ticket, eve.browser)).rejects.toThrow('refused with 409');
    await expect(Viewer.connect(test.url, ticket, ada.browser, 'https://evil.example')).rejects.toThrow('refused with 403');
    await expect(Viewer.connect(test.url, ticket, ada.browser, '')).rejects.toThrow('refused with 403');
    await expect(Viewer.connect(test.url, ticket, test.browser())).rejects.toThrow('refused with 401');
    const viewer = await Viewer.connect(test.url, ticket, ada.browser);
    await viewer.greet();
    await expect(Viewer.connect(test.url, ticket, ada.browser)).rejects.toThrow('refused with 409');
    viewer.socket.close();
  });

  it('forgets a ticket that nobody used', async () => {
    const ticket = await ticketOf(ada);
    await test.em.execute(`update console_sessions set ticket_expires_at = now() - interval '1 second' where state = 'offered'`);
    await expect(Viewer.connect(test.url, ticket, ada.browser)).rejects.toThrow('refused with 409');
  });

  it('keeps neither ticket nor password where it can be read', async () => {
    const ticket = await ticketOf(ada);
    const rows = JSON.stringify(await test.em.execute('select * from console_sessions'));
    expect(rows).not.toContain(ticket);
    const { body } = await (await test.make.admin()).browser.get<object>(`/api/admin/servers/${id}/vnc`);
    expect(Object.keys(body)).not.toContain('password');
    expect(rows).toMatch(/"target_password":"v2\./);
  });

  it('is nobody else’s', async () => {
    const eve = await test.make.customer();
    for (const path of ['vnc', 'vnc/sessions', 'vnc/shares'])
      expect((await eve.browser.get(`/api/user/servers/${id}/${path}`)).status).toBe(404);
    for (const path of ['vnc/session', 'vnc/enable', 'vnc/disable'])
      expect((await eve.browser.post(`/api/user/servers/${id}/${path}`)).status).toBe(404);
    expect((await eve.browser.post(`/api/user/servers/${id}/vnc/shares`, { minutes: 60 })).status).toBe(404);
  });

  it.each<[string, ConsoleFault['fault']]>([
    ['port-refused', 'refuse'],
    ['timeout', 'hang'],
    ['wrong-password', 'wrong_password'],
    ['not-vnc', 'garbage'],
  ])('says %s when the console does %s', async (code, fault) => {
    await fail(fault);
    const way = await ask(ada);
    expect(way).toMatchObject({ ticket: null, problem: { code } });
    expect(way.problem?.remedy).toBeTruthy();
    expect(way.checks.at(-1)).toMatchObject({ name: 'console', outcome: 'failed' });
    expect((await visits())[0]).toMatchObject({ state: 'refused', cause: code });
  });

  it('says that the platform is silent, and that the policy is closed', async () => {
    test.sandbox.faults.add({ service: 'virtfusion', path: `*/servers/${upstreamId}/vnc`, fault: 'status', status: 500 });
    expect((await ask(ada)).problem?.code).toBe('platform-silent');
    await policy('admins');
    expect((await ask(ada)).problem?.code).toBe('policy');
    await policy('owners');
  });

  it('turns the console off and on, as often as it is told', async () => {
    const set = (action: string) => ada.browser.post<{ isEnabled: boolean }>(`/api/user/servers/${id}/vnc/${action}`);
    expect((await set('disable')).body.isEnabled).toBe(false);
    expect((await set('disable')).body.isEnabled).toBe(false);
    expect((await ask(ada)).problem?.code).toBe('vnc-disabled');
    expect((await set('enable')).body.isEnabled).toBe(true);
    expect((await ask(ada)).problem).toBeNull();
    const before = test.sandbox.journal.entries({ service: 'virtfusion', method: 'POST' }).length;
    expect((await ada.browser.get<{ isEnabled: boolean }>(`/api/user/servers/${id}/vnc`)).body.isEnabled).toBe(true);
    expect(test.sandbox.journal.entries({ service: 'virtfusion', method: 'POST' })).toHaveLength(before);
  });

  it('closes within two seconds when the session ends, the account is suspended or the policy changes', async () => {
    const lin = await test.make.customer();
    await grant(lin);
    const viewer = await enter(lin);
    await lin.browser.post('/api/auth/logout');
    await expect(closedSoon(viewer)).resolves.toMatchObject({ code: 4401, reason: 'rights-lost' });

    const mia = await test.make.customer();
    await grant(mia);
    const other = await enter(mia);
    const admin = await test.make.admin();
    await admin.browser.patch(`/api/admin/users/${mia.user.id}/status`, { enabled: false, reason: 'Test' });
    await expect(closedSoon(other)).resolves.toMatchObject({ code: 4401 });

    const own = await enter(ada);
    await policy('admins');
    await expect(closedSoon(own)).resolves.toMatchObject({ code: 4401 });
    await policy('owners');
  });

  it('closes for somebody who was let in for a while when that is taken back', async () => {
    const lin = await test.make.customer();
    await grant(lin);
    const viewer = await enter(lin);
    await test.em.execute('update server_grants set revoked_at = now() where user_id = ?', [lin.user.id]);
    await test.em.execute(`select pg_notify('sky_live', ?)`, [
      JSON.stringify({ type: 'server-shared', userId: null, data: { serverId: id } }),
    ]);
    await expect(closedSoon(viewer)).resolves.toMatchObject({ code: 4401 });
    expect((await lin.browser.post(`/api/user/servers/${id}/vnc/session`)).status).toBe(404);
  });

  it('lets its owner and staff close it, and knows who had it open', async () => {
    const viewer = await enter(ada);
    await test.until(async () => (await visits())[0]?.state === 'open', 'the visit is open');
    const [visit] = await visits();
    expect((await ada.browser.delete(`/api/user/servers/${id}/vnc/sessions/${visit?.id}`)).status).toBe(204);
    await expect(closedSoon(viewer)).resolves.toMatchObject({ code: 4410, reason: 'closed-by-owner' });

    const again = await enter(ada);
    const admin = await test.make.admin();
    const open = await admin.browser.get<{ data: Visit[] }>('/api/admin/console-sessions?show=open');
    expect((await admin.browser.delete(`/api/admin/console-sessions/${open.body.data[0]?.id}`)).status).toBe(204);
    await expect(closedSoon(again)).resolves.toMatchObject({ reason: 'closed-by-staff' });
  });

  it('shows by a link what happens, and lets nobody type by it', async () => {
    const share = await ada.browser.post<{ id: number; token: string }>(`/api/user/servers/${id}/vnc/shares`, { minutes: 30 });
    expect(share.status).toBe(201);
    const support = await test.make.customer();
    const way = await support.browser.post<Way & { viewOnly: boolean }>(`/api/console-shares/${share.body.token}/session`);
    expect(way.body.viewOnly).toBe(true);
    const viewer = await Viewer.connect(test.url, way.body.ticket ?? '', support.browser);
    await viewer.greet();
    const keys = (await test.sandbox.virtfusion.console(upstreamId))?.keysReceived ?? 0;
    viewer.type('rm -rf\n');
    expect(await viewer.corner()).toHaveLength(256);
    expect((await test.sandbox.virtfusion.console(upstreamId))?.keysReceived).toBe(keys);

    expect((await ada.browser.delete(`/api/user/servers/${id}/vnc/shares/${share.body.id}`)).status).toBe(204);
    await expect(closedSoon(viewer)).resolves.toMatchObject({ code: 4401 });
    expect((await support.browser.post(`/api/console-shares/${share.body.token}/session`)).status).toBe(404);
  });

  it('measures the way and back, and understands no other text', async () => {
    const viewer = await enter(ada);
    viewer.socket.send('ping 17');
    await test.until(async () => viewer.texts.includes('pong 17'), 'the answer comes');
    viewer.socket.send('hello');
    await expect(closedSoon(viewer)).resolves.toMatchObject({ code: 1003 });
  });

  it('ends when the guest does, and has a limit for each person', async () => {
    const open = [];
    for (let count = 0; count < 5; count++) open.push(await enter(ada));
    expect((await ask(ada)).problem?.code).toBe('relay-limit');
    await ada.browser.post(`/api/user/servers/${id}/power/poweroff`);
    for (const viewer of open) await expect(closedSoon(viewer)).resolves.toMatchObject({ code: 1000, reason: 'console-ended' });
    await test.until(async () => (await ask(ada)).problem?.code === 'server-off', 'the server is off');
    const boot = async () => (await ada.browser.post(`/api/user/servers/${id}/power/boot`)).status === 202;
    await test.until(boot, 'the server may be started');
    await test.until(async () => (await ask(ada)).problem === null, 'the server runs again');
  });

  it('shows the password to staff who ask for it, and writes that down', async () => {
    const admin = await test.make.admin();
    const shown = await admin.browser.post<{ host: string; port: number; password: string }>(
      `/api/admin/servers/${id}/vnc/credentials`,
    );
    expect(shown.body.password).toHaveLength(8);
    const log = await test.em.execute<{ action: string; actor_id: number }[]>(
      `select action, actor_id from audit_entries where action = 'console.credentials-shown' and target_id = ?`,
      [String(id)],
    );
    expect(log).toEqual([{ action: 'console.credentials-shown', actor_id: admin.user.id }]);
  });

  async function closedSoon(viewer: Viewer): Promise<{ code: number; reason: string }> {
    const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('still open after two seconds')), 2_000));
    return Promise.race([viewer.closed, late]);
  }

  async function policy(value: 'owners' | 'admins'): Promise<void> {
    const { SettingsService } = await import('@api/settings');
    await test.app.get(SettingsService).set('console.policy', value);
  }

  async function grant(person: Person): Promise<void> {
    await test.em.execute(
      `insert into server_grants (server_id, user_id, granted_by, may_power, may_console, ends_at) values (?, ?, ?, false, true, now() + interval '1 hour')`,
      [id, person.user.id, ada.user.id],
    );
  }
});
