import { Clock } from '../../platform';
import { testApp } from '../../testing';

const order = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };

interface Usage {
  timeZone: string;
  total: string;
  days: { day: string; serverId: number; hours: number; amount: string }[];
  servers: { serverId: number; name: string; deleted: boolean; hours: number; amount: string; before: string }[];
  changes: { kind: string; serverName: string; words: string }[];
}
interface Answer {
  present: { balance: string; hourlyRate: string; runsOutAt: string | null; restOfMonth: string };
  then: { balance: string; hourlyRate: string; runsOutAt: string | null };
}

describe('usage and what it leads to', () => {
  const test = testApp();
  beforeAll(() => test.make.catalogue());

  const withServer = async (credit = '25.00') => {
    const person = await test.make.customer({ credit, linked: true });
    const { body } = await person.browser.post<{ id: number }>('/api/user/servers', order);
    return { ...person, serverId: body.id };
  };
  const usageOf = async ({ browser }: Awaited<ReturnType<typeof withServer>>) =>
    (await browser.get<Usage>('/api/billing/usage/last30days')).body;

  it('is told by server and day of the reader, and only their own', async () => {
    const ada = await withServer();
    const eve = await withServer();
    await ada.browser.patch('/api/user', { timeZone: 'Pacific/Auckland' });
    await test.advance(30);
    const usage = await usageOf(ada);
    expect(usage).toMatchObject({ timeZone: 'Pacific/Auckland', total: '0.31' });
    expect(usage.days.reduce((sum, { hours }) => sum + hours, 0)).toBe(31);
    expect(new Set(usage.days.map(({ serverId }) => serverId))).toEqual(new Set([ada.serverId]));
    expect((await usageOf(eve)).servers.map(({ serverId }) => serverId)).toEqual([eve.serverId]);
    const local = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Auckland' }).format(test.app.get(Clock).now());
    expect(usage.days.at(-1)?.day).toBe(local);
  });

  it('has days of 23 and 25 hours where the clocks are changed', async () => {
    // Nobody else's servers cost anything over the months that pass here.
    await test.em.execute('update usage_meters set ended_at = charged_until where ended_at is null');
    const ada = await withServer('250.00');
    await ada.browser.patch('/api/user', { timeZone: 'Europe/Berlin' });
    for (const [day, hours] of [
      ['2027-03-28', 23],
      ['2027-10-31', 25],
    ] as const) {
      const start = new Date(Date.parse(`${day}T00:00:00Z`) - 48 * 3_600_000);
      await test.em.execute('update usage_meters set charged_until = ? where server_id = ?', [start, ada.serverId]);
      await test.app.get(Clock).setOffset((Date.parse(`${day}T00:00:00Z`) + 72 * 3_600_000 - Date.now()) / 3_600_000);
      await test.advance(0);
      expect((await usageOf(ada)).days.find(row => row.day === day)?.hours).toBe(hours);
    }
  });

  it('covers exactly thirty days, and says why it differs from those before', async () => {
    const ada = await withServer('250.00');
    await test.advance(45 * 24);
    const { body: second } = await ada.browser.post<{ id: number }>('/api/user/servers', { ...order, name: 'db-1' });
    await test.advance(10);
    const usage = await usageOf(ada);
    expect(usage.servers.find(({ serverId }) => serverId === ada.serverId)?.hours).toBe(720);
    expect(usage.servers.find(({ serverId }) => serverId === second.id)).toMatchObject({
      hours: 11,
      amount: '0.11',
      before: '0.00',
    });
    expect(usage.changes).toContainEqual(
      expect.objectContaining({ kind: 'added', serverName: 'db-1', words: 'db-1 was added and cost $0.11.' }),
    );
  });

  it('compares what might be done, and does none of it', async () => {
    const ada = await withServer('1.00');
    const ask = (question: object) =>
      ada.browser.post<Answer & { error: { code: string; details: { field: string }[] } }>('/api/billing/what-if', question);
    const { status, body } = await ask({ topUp: '1.00', add: [{ packageId: 1, count: 2 }], removeServerIds: [ada.serverId] });
    expect(status).toBe(200);
    expect(body.present).toMatchObject({ balance: '0.99', hourlyRate: '0.01' });
    expect(body.then).toMatchObject({ balance: '1.99', hourlyRate: '0.02' });
    const hours = (text: string | null) => (Date.parse(text ?? '') - test.app.get(Clock).now().getTime()) / 3_600_000;
    // 99 more hours are paid; of two servers, each paid at once, 99 hours and one half of the next.
    expect(Math.round(hours(body.present.runsOutAt))).toBe(100);
    expect(Math.round(hours(body.then.runsOutAt))).toBe(99);
    expect(await test.make.balanceOf(ada)).toBe(990_000n);
    expect((await ask({ removeServerIds: [4711] })).status).toBe(404);
    expect((await ask({ add: [{ packageId: 999 }] })).body.error.code).toBe('package_not_sold');
    expect((await ask({ topUp: 'much', add: [{ packageId: 'x' }] })).status).toBe(400);
    const eve = await withServer();
    expect((await ask({ removeServerIds: [eve.serverId] })).status).toBe(404);
  });

  it('shows on every server what it cost so far and will have cost when the month ends', async () => {
    const ada = await withServer();
    const list = await ada.browser.get<{ data: { monthToDate: string; monthEstimate: string }[] }>('/api/user/servers');
    const now = test.app.get(Clock).now();
    const end = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
    const hours = Math.min(730, Math.ceil((end - now.getTime()) / 3_600_000));
    expect(list.body.data[0]?.monthToDate).toBe('0.01');
    expect(Math.abs(Number(list.body.data[0]?.monthEstimate) - hours / 100)).toBeLessThanOrEqual(0.011);
    const balance = await ada.browser.get<{ monthEstimate: string }>('/api/billing/balance');
    expect(balance.body.monthEstimate).toBe(list.body.data[0]?.monthEstimate);
  });
});
