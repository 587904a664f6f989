import type { Person } from '../../testing';
import { testApp } from '../../testing';

interface ServerBody {
  state: string;
  name: string;
  notes: string;
  tags: string[];
  isFavourite: boolean;
  timeline: { kind: string; detail: string | null }[];
  suspendedReason: string | null;
  deleteAt: string | null;
}

const order = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };

describe('what staff and owners do to servers', () => {
  const test = testApp();
  let ada: Person;
  let admin: Person;
  let id: number;

  const server = async () => (await ada.browser.get<ServerBody>(`/api/user/servers/${id}`)).body;
  const becomes = (state: string) => test.until(async () => (await server()).state === state, `the server is ${state}`);
  const upstream = async () => {
    const [row] = await test.em.execute<{ upstream_id: number }[]>('select upstream_id from servers where id = ?', [id]);
    return test.sandbox.virtfusion.servers().find(one => one.id === row?.upstream_id);
  };
  const observed = async (state: string) => {
    await test.until(async () => {
      await test.em.execute('update servers set observed_at = null where id = ?', [id]);
      await ada.browser.post('/api/user/servers/refresh', { ids: [id] });
      await test.runDueJobs();
      return (await server()).state === state;
    }, `the server is seen ${state}`);
  };

  beforeAll(async () => {
    await test.make.catalogue();
    ada = await test.make.customer({ credit: '25.00', linked: true });
    admin = await test.make.admin();
    id = (await ada.browser.post<{ id: number }>('/api/user/servers', order)).body.id;
    await becomes('running');
  });
  afterEach(() => test.sandbox.faults.clear());

  it('suspends for a reason that the owner reads, and lifts it', async () => {
    const answer = await admin.browser.post(`/api/admin/servers/${id}/suspend`, { reason: 'Abuse report 17' });
    expect(answer.status).toBe(202);
    await observed('suspended');
    expect((await server()).suspendedReason).toBe('Abuse report 17');
    expect((await upstream())?.suspended).toBe(true);
    await test.runDueJobs();
    expect(test.sandbox.mail.to(ada.user.email)[0]).toMatchObject({ subject: 'web-1 was suspended' });
    expect((await ada.browser.post(`/api/user/servers/${id}/power/boot`)).status).toBe(409);

    expect((await admin.browser.post(`/api/admin/servers/${id}/unsuspend`)).status).toBe(202);
    await observed('running');
    expect((await upstream())?.suspended).toBe(false);
    expect((await admin.browser.post(`/api/admin/servers/${id}/unsuspend`)).status).toBe(409);
  });

  it('asks again until VirtFusion has done it, and does it once', async () => {
    test.sandbox.faults.add({ service: 'virtfusion', method: 'POST', path: '*/suspend', fault: 'drop', after: true, times: 1 });
    await admin.browser.post(`/api/admin/servers/${id}/suspend`, { reason: 'Again' });
    await observed('suspended');
    const posts = test.sandbox.journal.entries({ service: 'virtfusion', method: 'POST', path: '*/suspend' });
    expect(posts.length).toBe(2);
    await admin.browser.post(`/api/admin/servers/${id}/unsuspend`);
    await observed('running');
  });

  it('does not lift what a debt holds', async () => {
    await test.em.execute(`insert into server_debt_holds (server_id, user_id, state, since) values (?, ?, 'suspended', now())`, [
      id,
      ada.user.id,
    ]);
    const refused = await admin.browser.post<{ error: { code: string } }>(`/api/admin/servers/${id}/unsuspend`);
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'debt_unpaid' } } });
    await test.em.execute('delete from server_debt_holds where server_id = ?', [id]);
  });

  it('switches power in the owner’s stead, and the log knows who', async () => {
    expect((await admin.browser.post(`/api/admin/servers/${id}/power/poweroff`)).status).toBe(202);
    await becomes('stopped');
    const logs = await ada.browser.get<{ data: { action: string; by: string; detail: string }[] }>(
      `/api/user/servers/${id}/logs?action=server.power`,
    );
    expect(logs.body.data[0]).toMatchObject({ by: 'support', detail: 'poweroff' });
    expect((await server()).timeline[0]).toMatchObject({ kind: 'poweroff', detail: 'By support' });
    await test.until(
      async () => (await admin.browser.post(`/api/admin/servers/${id}/power/boot`)).status === 202,
      'it may be started',
    );
    await becomes('running');
  });

  it('deletes what was named, after the delay that was chosen, and brings it back', async () => {
    const wrong = await admin.browser.send<object>('DELETE', `/api/admin/servers/${id}`, { name: 'web-2', delayMinutes: 30 }, {});
    expect(wrong.status).toBe(422);
    const right = await admin.browser.send<object>('DELETE', `/api/admin/servers/${id}`, { name: 'web-1', delayMinutes: 30 }, {});
    expect(right.status).toBe(202);
    expect(await server()).toMatchObject({ state: 'deleting' });
    const suspended = await admin.browser.post(`/api/admin/servers/${id}/suspend`, { reason: 'Too late' });
    expect(suspended).toMatchObject({ status: 409, body: { error: { code: 'deleting' } } });
    expect((await admin.browser.post(`/api/admin/servers/${id}/cancel-deletion`)).status).toBe(202);
    expect((await server()).deleteAt).toBeNull();
  });

  it('lets nobody else do any of it', async () => {
    const eve = await test.make.customer();
    for (const path of ['suspend', 'unsuspend', 'power/boot', 'cancel-deletion'])
      expect((await eve.browser.post(`/api/admin/servers/${id}/${path}`, { reason: 'Because' })).status).toBe(403);
    expect((await eve.browser.patch(`/api/user/servers/${id}`, { name: 'mine' })).status).toBe(404);
  });

  it('renames here and there, and keeps notes, tags and favourites', async () => {
    const labels = { name: 'shop-1', notes: 'Backups at four.\nAsk Lin.', tags: ['shop', 'live'], isFavourite: true };
    expect((await ada.browser.patch(`/api/user/servers/${id}`, labels)).status).toBe(204);
    expect(await server()).toMatchObject(labels);
    expect((await upstream())?.name).toBe('shop-1');
    const found = async (query: string) =>
      (await ada.browser.get<{ data: object[] }>(`/api/user/servers?${query}`)).body.data.length;
    expect(await found('tag=shop')).toBe(1);
    expect(await found('tag=sho')).toBe(0);
    expect(await found('show=favourites')).toBe(1);
    await ada.browser.patch(`/api/user/servers/${id}`, { isFavourite: false });
    expect(await found('show=favourites')).toBe(0);
    expect((await server()).notes).toContain('four');
    expect((await admin.browser.get(`/api/admin/servers/${id}`)).body).not.toHaveProperty('notes');
  });

  it('renames nothing when VirtFusion does not answer', async () => {
    test.sandbox.faults.add({ service: 'virtfusion', method: 'PUT', path: '*/modify/name', fault: 'status', status: 500 });
    expect((await ada.browser.patch(`/api/user/servers/${id}`, { name: 'other' })).status).toBe(503);
    expect((await server()).name).toBe('shop-1');
  });

  it('lists the owner’s addresses and disks, without asking', async () => {
    const before = test.sandbox.journal.entries({ service: 'virtfusion' }).length;
    const addresses = (
      await ada.browser.get<{ data: { address: string; serverId: number; version: number }[] }>('/api/ip-addresses')
    ).body.data;
    expect(addresses[0]).toMatchObject({ serverId: id, version: 4 });
    const volumes = (await ada.browser.get<{ data: { capacityGb: number; isPrimary: boolean }[] }>('/api/storage-volumes')).body
      .data;
    expect(volumes[0]).toMatchObject({ serverId: id, isPrimary: true });
    const eve = await test.make.customer();
    expect((await eve.browser.get<{ data: object[] }>('/api/ip-addresses')).body.data).toEqual([]);
    expect(test.sandbox.journal.entries({ service: 'virtfusion' }).length).toBe(before);
  });
});
