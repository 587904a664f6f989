import { testApp } from '../../testing';
import { AuditExport } from './audit-export';
import { AuditLog } from './audit-log';

interface Entry {
  id: number;
  action: string;
  words: string;
  outcome: string;
  actorKind: string;
  actor: { id: number; username: string } | null;
  user: { id: number; username: string } | null;
  address: string | null;
  requestId: string | null;
  target: { kind: string; id: string } | null;
  details: Record<string, unknown>;
  position: number | null;
}

interface Page {
  data: Entry[];
  pagination: { totalItems: number; itemsPerPage: number };
}

describe('the audit log', () => {
  const test = testApp();
  const record = (entry: Parameters<AuditLog['record']>[0]) => test.app.get(AuditLog).record(entry);

  it('tells who acted, from where, in which request', async () => {
    const admin = await test.make.admin();
    const { status, body, headers } = await admin.browser.post<{ id: number }>(
      '/api/admin/security/blocked-addresses',
      { network: '198.51.100.9', reason: 'tries passwords' },
      { 'user-agent': 'Probe/1.0' },
    );
    expect(status).toBe(201);

    const { body: log } = await admin.browser.get<Page>('/api/admin/audit-log?action=address');

    expect(log.data).toEqual([
      expect.objectContaining({
        action: 'address.blocked',
        words: 'Blocked an address',
        outcome: 'done',
        actorKind: 'staff',
        actor: { id: admin.user.id, username: admin.user.username },
        user: null,
        address: '127.0.0.1',
        userAgent: 'Probe/1.0',
        target: { kind: 'address', id: '198.51.100.9/32' },
        details: { reason: 'tries passwords', expiresAt: null },
      }),
    ]);
    expect(log.data[0]?.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['content-type']).toContain('json');
    await admin.browser.delete(`/api/admin/security/blocked-addresses/${body.id}`);
  });

  it('finds by each filter, newest first, and by all of them together', async () => {
    const { browser } = await test.make.admin();
    const { user } = await test.make.customer({ username: 'filtered-one' });
    await record({
      action: 'server.power',
      userId: user.id,
      target: { kind: 'server', id: 'needle-7' },
      details: { kind: 'boot' },
    });
    await record({
      action: 'server.ordered',
      userId: user.id,
      outcome: 'refused',
      details: { plan: 'Granite' },
      address: '203.0.113.50',
    });
    await record({ action: 'price.changed', userId: null, actor: { userId: user.id, kind: 'staff' }, address: '2001:db8::5' });
    const found = async (query: string) =>
      (await browser.get<Page>(`/api/admin/audit-log?${query}`)).body.data.map(({ action }) => action);

    expect(await found(`userId=${user.id}&action=server`)).toEqual(['server.ordered', 'server.power']);
    expect(await found(`actorId=${user.id}&action=price`)).toEqual(['price.changed']);
    expect(await found('action=server.power')).toContain('server.power');
    expect(await found('address=203.0.113.0/24')).toEqual(['server.ordered']);
    expect(await found('address=2001:db8::/32')).toEqual(['price.changed']);
    expect(await found(`outcome=refused&userId=${user.id}`)).toEqual(['server.ordered']);
    expect(await found('text=needle-7')).toEqual(['server.power']);
    expect(await found('text=granite')).toEqual(['server.ordered']);
    expect(await found('text=filtered-one&action=price')).toEqual(['price.changed']);
    expect(await found('from=2020-01-01&to=2020-02-01')).toEqual([]);
    expect(await found('address=nowhere')).toEqual([]);
    expect((await browser.get('/api/admin/audit-log?action=%25')).status).toBe(400);
  });

  it('pages without skipping or repeating', async () => {
    const { browser } = await test.make.admin();
    for (let number = 0; number < 7; number += 1)
      await record({ action: 'user.tagged', userId: null, target: { kind: 'tag', id: `page-${number}` } });
    const targets: (string | undefined)[] = [];
    for (const page of [1, 2, 3]) {
      const { body } = await browser.get<Page>(`/api/admin/audit-log?action=user.tagged&limit=3&page=${page}`);
      expect(body.pagination).toMatchObject({ totalItems: 7, itemsPerPage: 3 });
      targets.push(...body.data.map(({ target }) => target?.id));
    }

    expect(targets).toEqual(['page-6', 'page-5', 'page-4', 'page-3', 'page-2', 'page-1', 'page-0']);
  });

  it('keeps no secret, whatever it is handed', async () => {
    const { browser } = await test.make.admin();
    const canary = 'canary-5f2c';
    await record({
      action: 'setting.changed',
      userId: null,
      target: { kind: 'setting', id: 'redaction' },
      details: {
        password: canary,
        nested: { apiToken: canary, list: [{ client_secret: canary, authorization: canary }], code: canary },
        note: `Bearer ${canary}-abcdefgh`,
        key: `sky_${canary}`,
        before: { keyId: 4, errorCode: 'E1' },
        bytes: Buffer.from(canary),
      },
    });

    const { body } = await browser.get<Page>('/api/admin/audit-log?text=redaction');

    expect(JSON.stringify(body)).not.toContain(canary);
    expect(body.data[0]?.details['before']).toEqual({ keyId: 4, errorCode: 'E1' });
    expect(JSON.stringify(await test.em.execute('select details from audit_entries'))).not.toContain(canary);
  });

  it('stores line breaks and odd characters without being fooled', async () => {
    const { browser } = await test.make.admin();
    await record({
      action: 'user.mailed',
      userId: null,
      target: { kind: 'mail', id: 'odd\r\nSet-Cookie: x\u001b[31m\u0000\ud800' },
      details: { subject: 'one\r\ntwo\u0000\ud800' },
    });

    const { body } = await browser.get<Page>('/api/admin/audit-log?action=user.mailed');

    expect(body.data[0]?.target?.id).toBe('odd  Set-Cookie: x [31m \ufffd');
    expect(body.data[0]?.details).toEqual({ subject: 'one\r\ntwo\ufffd' });
  });

  it('exports everything the filter finds as CSV that no spreadsheet runs, and says so in the log', async () => {
    const { browser, user } = await test.make.admin();
    await record({
      action: 'user.created',
      userId: null,
      target: { kind: 'user', id: '=HYPERLINK("http://evil","x")' },
      details: { name: 'a,"b"\r\nc' },
    });
    const { status, headers, raw } = await browser.get('/api/admin/audit-log/export?action=user.created');
    const text = raw.toString('utf8');

    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/csv');
    expect(headers['content-disposition']).toContain('audit-log.csv');
    expect(text).toContain(`"'=HYPERLINK(""http://evil"",""x"")"`);
    expect(text.trimEnd().split('\r\n')).toHaveLength(2);
    const { body } = await browser.get<Page>(`/api/admin/audit-log?action=audit.exported&actorId=${user.id}`);
    expect(body.data[0]?.details).toEqual({ filter: { action: 'user.created' } });
  });

  it('exports more than one batch, each entry once', async () => {
    await test.em.execute(
      `insert into audit_entries (action, outcome, actor_kind, is_impersonated, target_kind, target_id, details)
       select 'job.retried', 'done', 'system', false, 'job', n::text, '{}' from generate_series(1, 2500) n`,
    );
    const stream = await test.app.get(AuditExport).csv({ action: 'job.retried' });
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer));
    const lines = Buffer.concat(chunks).toString('utf8').trimEnd().split('\r\n').slice(1);

    expect(lines).toHaveLength(2_500);
    expect(new Set(lines.map(line => line.split(',')[0])).size).toBe(2_500);
  });

  it("shows people their own activity, nobody else's, and not who of the staff acted", async () => {
    const [one, other, admin] = [await test.make.customer(), await test.make.customer(), await test.make.admin()];
    await record({
      action: 'user.password-changed',
      userId: one.user.id,
      actor: { userId: one.user.id, kind: 'customer' },
      address: '203.0.113.9',
    });
    await record({
      action: 'user.suspended',
      userId: one.user.id,
      actor: { userId: admin.user.id, kind: 'staff' },
      address: '198.51.100.2',
      details: { reason: 'internal' },
    });
    await record({ action: 'user.tagged', userId: one.user.id, actor: { userId: admin.user.id, kind: 'staff' } });
    await record({ action: 'user.password-changed', userId: other.user.id });

    const { status, body } = await one.browser.get<{ data: Record<string, unknown>[] }>('/api/user/activity?limit=2');

    expect(status).toBe(200);
    expect(body.data).toEqual([
      expect.objectContaining({ action: 'user.suspended', isByOthers: true, address: null, userAgent: null }),
      expect.objectContaining({ action: 'user.password-changed', isByOthers: false, address: '203.0.113.9' }),
    ]);
    expect(JSON.stringify(body)).not.toMatch(/internal|198\.51/);
    expect((await one.browser.get('/api/admin/audit-log')).status).toBe(403);
    expect((await test.browser().get('/api/user/activity')).status).toBe(401);
  });
});
