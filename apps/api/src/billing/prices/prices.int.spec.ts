import { Clock } from '../../platform';
import { testApp } from '../../testing';
import { Meters } from '../usage/meters';

const order = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };
const DAY = 24;

interface OldPrices {
  data: { serverId: number; oldMonthly: string; newMonthly: string }[];
  earliestAt: string;
}

describe('the price list', () => {
  const test = testApp();
  let admin: Awaited<ReturnType<typeof test.make.admin>>;
  beforeAll(async () => {
    await test.make.catalogue();
    admin = await test.make.admin();
  });

  const price = (form: object, packageId = 1) => admin.browser.post(`/api/admin/packages/${packageId}/pricing`, form);
  const buyer = async (credit = '50.00') => test.make.customer({ credit, linked: true });
  const buy = async (person: Awaited<ReturnType<typeof buyer>>, change: object = {}) =>
    person.browser.post<{ id: number; error?: { code: string } }>('/api/user/servers', { ...order, ...change });

  it('keeps every price with its history, and sells a location at a price of its own', async () => {
    expect((await price({ monthly: '7.30', setupFee: '2.00', minimumHours: 24, category: 'Compute' })).status).toBe(201);
    expect((await price({ monthly: '14.60', locationId: 2 })).status).toBe(201);
    const { body } = await admin.browser.get<{ data: { id: number; priceHistory: Record<string, unknown>[] }[] }>(
      '/api/admin/packages',
    );
    const history = body.data.find(({ id }) => id === 1)?.priceHistory ?? [];
    expect(history[0]).toMatchObject({ monthly: '14.60', locationId: 2, validTo: null });
    expect(history[1]).toMatchObject({
      monthly: '7.30',
      setupFee: '2.00',
      minimumHours: 24,
      category: 'Compute',
      locationId: null,
    });
    const plans = await test.make
      .guest()
      .get<{ data: { id: number; category: string; locations: { id: number; price?: object }[] }[] }>('/api/public/packages');
    const plan = plans.body.data.find(({ id }) => id === 1);
    expect(plan).toMatchObject({
      category: 'Compute',
      price: { monthly: '7.30', hourly: '0.01', setupFee: '2.00', minimumHours: 24 },
    });
    expect(plan?.locations.find(({ id }) => id === 2)?.price).toMatchObject({ monthly: '14.60' });
    expect(plan?.locations.find(({ id }) => id === 1)).not.toHaveProperty('price');
  });

  it.each([
    [{ monthly: '0.00' }, 422, 'monthly'],
    [{ monthly: '5.00', hourly: '0' }, 422, 'hourly'],
    [{ monthly: '5.00', locationId: 99 }, 422, 'locationId'],
    [{ monthly: '5.00', minimumHours: 731 }, 400, 'minimumHours'],
    [{ monthly: 5 }, 400, 'monthly'],
  ])('refuses %j', async (form, status, field) => {
    const answer = await admin.browser.post<{ error: { details: { field: string }[] } }>('/api/admin/packages/1/pricing', form);
    expect([answer.status, answer.body.error.details[0]?.field]).toEqual([status, field]);
  });

  it('takes the set-up fee once with the order, and the hours that are paid at least at the end', async () => {
    const ada = await buyer();
    const { body } = await buy(ada);
    expect(await test.make.balanceOf(ada)).toBe(50_000_000n - 2_000_000n - 10_000n);
    await test.em.execute('update usage_meters set ended_at = charged_until where server_id = ?', [body.id]);
    await test.advance(1);
    await test.app.get(Meters).charge(null);
    expect(await test.make.balanceOf(ada)).toBe(50_000_000n - 2_000_000n - 240_000n);
    const references = await test.em.execute<{ reference: string }[]>(
      'select reference from ledger_transactions where user_id = ? order by id',
      [ada.user.id],
    );
    expect(references.map(({ reference }) => reference).filter(text => /^(setup|minimum):/.test(text))).toEqual([
      `setup:${body.id}`,
      `minimum:${body.id}`,
    ]);
  });

  it('needs credit for the fee and the hour together', async () => {
    const poor = await buyer('2.00');
    expect((await buy(poor)).body.error?.code).toBe('insufficient_credit');
    expect(await test.make.balanceOf(poor)).toBe(2_000_000n);
  });

  it('does not sell what is disabled', async () => {
    await price({ monthly: '21.90', enabled: false }, 3);
    expect((await buy(await buyer(), { packageId: 3 })).status).toBe(422);
    const { body } = await test.make.guest().get<{ data: { id: number }[] }>('/api/public/packages');
    expect(body.data.map(({ id }) => id)).not.toContain(3);
  });

  it('changes running servers on purpose only: with notice, with a letter, from the announced hour, and not if taken back', async () => {
    const ada = await buyer();
    const { body: kept } = await buy(ada, { packageId: 2, name: 'kept' });
    const { body: changed } = await buy(ada, { packageId: 2, name: 'changed' });
    await price({ monthly: '29.20' }, 2);
    const before = await admin.browser.get<OldPrices>('/api/admin/packages/2/old-prices');
    expect(before.body.data).toMatchObject([
      { serverId: kept.id, oldMonthly: '14.60', newMonthly: '29.20' },
      { serverId: changed.id, oldMonthly: '14.60', newMonthly: '29.20' },
    ]);
    const at = (hours: number) => new Date(test.app.get(Clock).now().getTime() + hours * 3_600_000).toISOString();
    const schedule = (form: object) =>
      admin.browser.post<{ id: number; error?: { code: string } }>('/api/admin/packages/2/price-changes', {
        ...{ effectiveAt: at(30 * DAY + 1), reason: 'Power costs more', serverIds: [changed.id], ...form },
      });
    expect((await schedule({ effectiveAt: at(29 * DAY) })).body.error?.code).toBe('notice_too_short');
    const first = await schedule({});
    expect(first.status).toBe(201);
    expect((await schedule({})).body.error?.code).toBe('nothing_to_change');
    expect((await admin.browser.delete(`/api/admin/price-changes/${first.body.id}`)).status).toBe(204);
    const second = await schedule({ effectiveAt: at(30 * DAY + 1) });
    expect(second.status).toBe(201);
    const told = await test.em.execute<{ recipient: string }[]>(
      `select recipient from mail_messages where template = 'price-change'`,
    );
    expect(told.map(({ recipient }) => recipient)).toEqual([ada.user.email, ada.user.email]);
    const shown = await ada.browser.get<{ nextPrice: { price: { monthly: string } } | null }>(`/api/user/servers/${changed.id}`);
    expect(shown.body.nextPrice).toMatchObject({ price: { monthly: '29.20' } });

    await test.advance(30 * DAY + 2);
    const costs = async (id: number) =>
      (await ada.browser.get<{ price: { monthly: string }; nextPrice: object | null }>(`/api/user/servers/${id}`)).body;
    expect(await costs(changed.id)).toMatchObject({ price: { monthly: '29.20' }, nextPrice: null });
    expect(await costs(kept.id)).toMatchObject({ price: { monthly: '14.60' }, nextPrice: null });
    const late = await test.em.execute<{ amount: string }[]>(
      'select amount from usage_charges where server_id = ? order by hour_starts_at desc limit 1',
      [changed.id],
    );
    expect(BigInt(late[0]?.amount ?? 0)).toBe(40_000n);
    expect((await admin.browser.delete(`/api/admin/price-changes/${second.body.id}`)).status).toBe(409);
    const { body } = await admin.browser.get<{ data: { id: number; state: string }[] }>('/api/admin/price-changes');
    expect(body.data.map(({ state }) => state)).toEqual(['applied', 'cancelled']);
  });

  it('refuses changes that are not well formed', async () => {
    const answer = await admin.browser.post<{ error: { details: { field: string }[] } }>('/api/admin/packages/2/price-changes', {
      ...{ effectiveAt: 'soon', reason: '', serverIds: [0] },
    });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.map(({ field }) => field).sort()).toEqual(['effectiveAt', 'reason', 'serverIds']);
    expect((await admin.browser.delete('/api/admin/price-changes/4711')).status).toBe(404);
  });
});
