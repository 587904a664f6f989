import { VirtFusion } from '@sky/integrations/virtfusion';
import { ServerSweep } from '../../observing/sweep';
import type { Person } from '../../../testing';
import { testApp } from '../../../testing';

interface Page<Row> {
  data: Row[];
}
interface Orphan {
  upstreamId: number;
  owner: { id: number } | null;
}

describe('servers that only one side knows', () => {
  const test = testApp();
  let ada: Person;
  let admin: Person;
  let upstreamId: number;

  const orphans = async (state = 'open') =>
    (await admin.browser.get<Page<Orphan>>(`/api/admin/orphans?state=${state}&limit=100`)).body.data;
  const mine = async () => (await orphans()).find(orphan => orphan.upstreamId === upstreamId);
  const adopt = (body: object) => admin.browser.post<{ id: number }>(`/api/admin/orphans/${upstreamId}/adopt`, body);
  const upstreamUser = async ({ user }: Person) => {
    const [row] = await test.em.execute<{ id: number }[]>(
      'select virtfusion_user_id as id from virtfusion_links where user_id = ?',
      [user.id],
    );
    return row?.id ?? 0;
  };

  beforeAll(async () => {
    await test.make.catalogue();
    ada = await test.make.customer({ credit: '25.00', linked: true });
    admin = await test.make.admin();
  });
  beforeEach(async () => {
    const virtfusion = test.app.get(VirtFusion);
    const created = await virtfusion.createServer({ packageId: 1, userId: await upstreamUser(ada), hypervisorGroupId: 1 });
    upstreamId = created.id;
    await virtfusion.buildServer(upstreamId, { operatingSystemId: 1, name: 'found-1', hostname: 'found-1.local' });
    await test.until(async () => (await virtfusion.server(upstreamId)).state === 'complete', 'it is built in VirtFusion');
    await test.app.get(ServerSweep).sweep(0);
  });
  afterEach(() => test.sandbox.faults.clear());

  it('takes one over for the account that its owner is linked to, and charges it from now on', async () => {
    expect(await mine()).toMatchObject({ owner: { id: ada.user.id } });
    const before = await test.make.balanceOf(ada);
    const answer = await adopt({ userId: ada.user.id, packageId: 1 });
    expect(answer.status).toBe(201);
    expect(await ada.browser.get(`/api/user/servers/${answer.body.id}`)).toMatchObject({
      status: 200,
      body: { name: 'found-1', state: 'running', charges: { hours: 1, total: '0.01' } },
    });
    expect(await test.make.balanceOf(ada)).toBe(before - 10_000n);
    expect(await mine()).toBeUndefined();
    expect((await adopt({ userId: ada.user.id, packageId: 1 })).status).toBe(409);
    await test.runDueJobs();
    expect(test.sandbox.mail.to(ada.user.email)[0]?.subject).toBe('found-1 was added to your account');
  });

  it('takes one over free of charge, and it stays that', async () => {
    const before = await test.make.balanceOf(ada);
    const { id } = (await adopt({ userId: ada.user.id, packageId: 1, charged: false })).body;
    await test.em.execute('delete from servers where false');
    expect((await admin.browser.get(`/api/admin/servers/${id}/facts`)).body).toMatchObject({ isCharged: false });
    const [charges] = await test.em.execute<{ count: number }[]>(
      'select count(*)::int as count from usage_charges where server_id = ?',
      [id],
    );
    expect(charges?.count).toBe(0);
    expect(await test.make.balanceOf(ada)).toBe(before);
  });

  it('refuses somebody who is not its owner in VirtFusion, or cannot pay', async () => {
    const eve = await test.make.customer({ credit: '25.00', linked: true });
    expect(await adopt({ userId: eve.user.id, packageId: 1 })).toMatchObject({
      status: 422,
      body: { error: { code: 'owner_differs' } },
    });
    const unlinked = await test.make.customer();
    expect(await adopt({ userId: unlinked.user.id, packageId: 1 })).toMatchObject({
      status: 422,
      body: { error: { code: 'account_not_linked' } },
    });
    await test.app.get(VirtFusion).changes.changeOwner(upstreamId, await upstreamUser(eve));
    await test.make.credit(eve.user.id, -25_000_000n);
    expect(await adopt({ userId: eve.user.id, packageId: 1 })).toMatchObject({
      status: 422,
      body: { error: { code: 'insufficient_credit' } },
    });
    expect(await mine()).toBeDefined();
  });

  it.each(['garbage', 'drop'] as const)('takes over nothing on a %s answer', async fault => {
    test.sandbox.faults.add({ service: 'virtfusion', path: `/api/v1/servers/${upstreamId}`, fault });
    expect((await adopt({ userId: ada.user.id, packageId: 1 })).status).toBe(503);
    expect(await mine()).toBeDefined();
  });

  it('puts one aside and lists it again', async () => {
    expect((await admin.browser.post(`/api/admin/orphans/${upstreamId}/ignore`)).status).toBe(204);
    expect(await mine()).toBeUndefined();
    await test.app.get(ServerSweep).sweep(0);
    expect((await orphans('ignored')).map(orphan => orphan.upstreamId)).toContain(upstreamId);
    expect((await admin.browser.post(`/api/admin/orphans/${upstreamId}/reopen`)).status).toBe(204);
    expect(await mine()).toBeDefined();
    expect((await admin.browser.post('/api/admin/orphans/424242/ignore')).status).toBe(404);
  });

  it('marks a server as deleted only when VirtFusion says itself that it is gone', async () => {
    const { id } = (await adopt({ userId: ada.user.id, packageId: 1 })).body;
    const mark = (name: string) => admin.browser.post(`/api/admin/servers/${id}/mark-deleted`, { name });
    expect(await mark('found-1')).toMatchObject({ status: 409, body: { error: { code: 'not_missing' } } });
    await test.em.execute('update servers set missing_since = now() where id = ?', [id]);
    expect(await mark('found-2')).toMatchObject({ status: 422, body: { error: { code: 'name_differs' } } });
    expect(await mark('found-1')).toMatchObject({ status: 409, body: { error: { code: 'still_there' } } });

    await test.app.get(VirtFusion).deleteServer(upstreamId);
    await test.until(
      () => Promise.resolve(!test.sandbox.virtfusion.servers().some(server => server.id === upstreamId)),
      'it is gone from VirtFusion',
    );
    test.sandbox.faults.add({ service: 'virtfusion', path: `/api/v1/servers/${upstreamId}`, fault: 'garbage', times: 1 });
    expect((await mark('found-1')).status).toBe(503);
    expect((await admin.browser.get<Page<{ id: number }>>('/api/admin/missing-servers')).body.data).toEqual([
      expect.objectContaining({ id, isCharged: true }),
    ]);
    expect((await mark('found-1')).status).toBe(204);
    expect((await ada.browser.get(`/api/user/servers/${id}`)).status).toBe(404);
    const before = await test.make.balanceOf(ada);
    await test.advance(3);
    const [charges] = await test.em.execute<{ count: number }[]>(
      'select count(*)::int as count from usage_charges where server_id = ?',
      [id],
    );
    expect(charges?.count).toBe(1);
    expect(await test.make.balanceOf(ada)).toBeLessThanOrEqual(before);
  });
});
