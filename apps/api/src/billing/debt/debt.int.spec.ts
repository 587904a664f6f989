import { VirtFusion } from '@sky/integrations/virtfusion';
import { UpstreamUnknown } from '@sky/integrations/upstream';
import { SettingsService } from '../../settings';
import { testApp } from '../../testing';
import { DebtLadder } from './debt-ladder';

const order = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };

describe('the debt ladder', () => {
  const test = testApp();
  let admin: Awaited<ReturnType<typeof test.make.admin>>;

  beforeAll(async () => {
    await test.make.catalogue();
    admin = await test.make.admin();
    const settings = test.app.get(SettingsService);
    await settings.set('billing.debtSuspendAfterHours', 10);
    await settings.set('billing.debtDelete', true);
    await settings.set('billing.debtDeleteAfterDays', 2);
  });
  afterEach(() => jest.restoreAllMocks());

  /** Somebody with a running server, and credit for so many hours of it. */
  const debtor = async (hours: number) => {
    const person = await test.make.customer({ credit: `0.${String(hours).padStart(2, '0')}`, linked: true });
    const { body } = await person.browser.post<{ id: number }>('/api/user/servers', order);
    const state = async () => (await person.browser.get<{ state: string }>(`/api/user/servers/${body.id}`)).body.state;
    await test.until(async () => (await state()) === 'running', 'the server runs');
    const [row] = await test.em.execute<{ upstreamId: number }[]>(
      'select upstream_id as "upstreamId" from servers where id = ?',
      [body.id],
    );
    return { ...person, serverId: body.id, state, upstreamId: row?.upstreamId ?? 0 };
  };
  const debtOf = async ({ browser }: Awaited<ReturnType<typeof debtor>>) =>
    (await browser.get<Record<string, string | null>>('/api/billing/debt')).body;
  const upstream = (id: number) => test.app.get(VirtFusion).server(id);
  const mailsTo = async (email: string) =>
    (
      await test.em.execute<{ subject: string }[]>(
        `select subject from mail_messages where recipient = ? and template in ('debt-notice', 'credit-runs-low') order by id`,
        [email],
      )
    ).map(({ subject }) => subject);
  const settled = async (condition: () => Promise<boolean>, what: string) => test.until(condition, what);

  it('warns, suspends and brings back by paying, with letters and dates that are kept', async () => {
    const ada = await debtor(2);
    expect(await debtOf(ada)).toMatchObject({ state: 'none', owed: '0.00' });
    await test.advance(2);
    expect(await debtOf(ada)).toMatchObject({ state: 'warned', owed: '0.01', suspendedAt: null });
    await test.advance(9);
    await test.runDueJobs();
    expect(await ada.state()).toBe('running');

    await test.advance(2);
    await settled(async () => (await ada.state()) === 'suspended', 'the server is suspended');
    expect((await upstream(ada.upstreamId)).suspended).toBe(true);
    const debt = await debtOf(ada);
    expect(debt).toMatchObject({ state: 'suspended', suspendAt: null });
    expect(debt['deleteAt']).not.toBeNull();
    expect(await mailsTo(ada.user.email)).toEqual(
      expect.arrayContaining(['Your credit is used up', 'Your servers are suspended']),
    );
    expect((await ada.browser.post(`/api/user/servers/${ada.serverId}/power/boot`)).status).toBe(409);

    await test.make.credit(ada.user.id, 5_000_000n);
    await settled(async () => !(await upstream(ada.upstreamId)).suspended, 'the server is resumed');
    await settled(async () => (await ada.state()) === 'running', 'the server runs again');
    expect(await debtOf(ada)).toMatchObject({ state: 'none' });
    const [hold] = await test.em.execute<unknown[]>('select 1 from server_debt_holds where server_id = ?', [ada.serverId]);
    expect(hold).toBeUndefined();
  });

  it('deletes what stays unpaid, and paying within the delay still brings it back', async () => {
    const bob = await debtor(1);
    await test.advance(1);
    await test.advance(11);
    await settled(async () => (await bob.state()) === 'suspended', 'the server is suspended');
    await test.advance(20);
    expect(await mailsTo(bob.user.email)).not.toContain('Your servers are deleted tomorrow');
    await test.advance(5);
    expect(await mailsTo(bob.user.email)).toContain('Your servers are deleted tomorrow');
    await test.advance(22);
    expect(await bob.state()).toBe('suspended');
    await test.advance(2);
    await settled(async () => (await bob.state()) === 'deleting', 'the server is given up');
    expect(
      (await bob.browser.post<{ error: { code: string } }>(`/api/user/servers/${bob.serverId}/cancel-deletion`)).body.error.code,
    ).toBe('debt_unpaid');
    await test.make.credit(bob.user.id, 5_000_000n);
    await settled(async () => (await bob.state()) === 'running', 'the server is back');
    const [meter] = await test.em.execute<{ endedAt: Date | null }[]>(
      'select ended_at as "endedAt" from usage_meters where server_id = ?',
      [bob.serverId],
    );
    expect(meter?.endedAt).toBeNull();
  });

  it('waits a day for a reminder that a standstill made late', async () => {
    const kay = await debtor(1);
    await test.advance(1);
    await test.advance(11);
    await settled(async () => (await kay.state()) === 'suspended', 'the server is suspended');
    await test.advance(24 * 5);
    expect(await mailsTo(kay.user.email)).toContain('Your servers are deleted tomorrow');
    await test.advance(23);
    expect(await kay.state()).toBe('suspended');
    await test.advance(2);
    await settled(async () => (await kay.state()) === 'deleting', 'the server is given up');
  });

  it('does not bring back what staff suspended for another reason', async () => {
    const eve = await debtor(1);
    await test.app.get(VirtFusion).suspend(eve.upstreamId);
    await test.advance(1);
    await test.advance(11);
    await test.runDueJobs();
    await test.make.credit(eve.user.id, 5_000_000n);
    await test.runDueJobs();
    expect(await debtOf(eve)).toMatchObject({ state: 'none' });
    expect((await upstream(eve.upstreamId)).suspended).toBe(true);
  });

  it('asks again when an answer got lost, and ends up suspended once', async () => {
    const ida = await debtor(1);
    const virtfusion = test.app.get(VirtFusion);
    const suspend = virtfusion.suspend.bind(virtfusion);
    jest.spyOn(virtfusion, 'suspend').mockImplementationOnce(async id => {
      await suspend(id);
      throw new UpstreamUnknown({ system: 'VirtFusion', method: 'POST', path: '/suspend', status: null, reason: 'no answer' });
    });
    await test.advance(1);
    await test.advance(11);
    await settled(async () => (await ida.state()) === 'suspended', 'the server is suspended');
    const events = await test.em.execute<unknown[]>(
      `select 1 from server_events where server_id = ? and kind = 'suspended-for-debt'`,
      [ida.serverId],
    );
    expect(events).toHaveLength(1);
    await test.make.credit(ida.user.id, 5_000_000n);
    await settled(async () => (await ida.state()) === 'running', 'the server runs again');
  });

  it('does nothing to somebody exempt, and takes back what was done before', async () => {
    const zoe = await debtor(1);
    await test.advance(1);
    await test.advance(11);
    await settled(async () => (await zoe.state()) === 'suspended', 'the server is suspended');
    const exemption = `/api/admin/billing/debtors/${zoe.user.id}/exemption`;
    expect((await admin.browser.put(exemption, { reason: '' })).status).toBe(400);
    expect((await admin.browser.put('/api/admin/billing/debtors/4711/exemption', { reason: 'No' })).status).toBe(404);
    expect((await admin.browser.put(exemption, { reason: 'Pays by cheque' })).status).toBe(204);
    await settled(async () => (await zoe.state()) === 'running', 'the server runs again');
    const { body } = await admin.browser.get<{ data: { userId: number; state: string; exemptReason: string }[] }>(
      '/api/admin/billing/debtors',
    );
    expect(body.data.find(({ userId }) => userId === zoe.user.id)).toMatchObject({
      state: 'exempt',
      exemptReason: 'Pays by cheque',
    });
    await test.advance(30);
    await test.runDueJobs();
    expect(await zoe.state()).toBe('running');
    expect((await admin.browser.delete(exemption)).status).toBe(204);
    await test.app.get(DebtLadder).runDue();
    await settled(async () => (await zoe.state()) === 'suspended', 'the server is suspended again');
  });

  it('charges nothing while suspended where the host says so', async () => {
    await test.app.get(SettingsService).set('billing.chargeWhileSuspended', false);
    const kim = await debtor(1);
    await test.advance(1);
    await test.advance(11);
    await settled(async () => (await kim.state()) === 'suspended', 'the server is suspended');
    const owed = await test.make.balanceOf(kim);
    await test.advance(5);
    expect(await test.make.balanceOf(kim)).toBe(owed);
    await test.make.credit(kim.user.id, 5_000_000n);
    await settled(async () => (await kim.state()) === 'running', 'the server runs again');
    await test.advance(1);
    // The hour that began when the server came back, and the next one.
    expect(await test.make.balanceOf(kim)).toBe(owed + 5_000_000n - 20_000n);
  });

  it('tells of low credit once for each threshold, and again after it was above', async () => {
    const max = await test.make.customer({ credit: '0.80', linked: true });
    await max.browser.post('/api/user/servers', order);
    const told = async () => (await mailsTo(max.user.email)).length;
    await test.advance(1);
    expect(await told()).toBe(0);
    await test.advance(8);
    expect(await told()).toBe(1);
    await test.advance(1);
    expect(await told()).toBe(1);
    await test.advance(48);
    expect(await told()).toBe(2);
    await test.make.credit(max.user.id, 600_000n);
    await test.advance(1);
    await test.advance(10);
    expect(await told()).toBe(3);
  });
});
