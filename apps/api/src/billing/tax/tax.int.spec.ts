import { parseMoney } from '@sky/money';
import { type Person, testApp } from '../../testing';
import { BillingDetails } from '../details/billing-details';
import type { TaxRateDto, TaxRateListDto } from './tax-rate.dto';
import { TaxRules } from './tax-rules';

interface Refusal {
  error: { code: string; details?: { field: string; message: string }[] };
}

const usd = (text: string) => parseMoney(text, 'USD');
const VAT = { country: 'DE', customerKind: 'consumer', mode: 'exclusive', rateBasisPoints: 1900, name: 'VAT' };
const EMPTY = { company: '', street: '', postcode: '', city: '', country: '', taxId: '' };

describe('tax', () => {
  const sky = testApp();
  let admin: Person;
  beforeAll(async () => {
    admin = await sky.make.admin();
  });
  beforeEach(() => sky.em.execute('delete from tax_rates'));

  const set = (rate: object) => admin.browser.post<TaxRateDto & Refusal>('/api/admin/tax-rates', rate);
  const list = async () => (await admin.browser.get<TaxRateListDto>('/api/admin/tax-rates')).body;
  const customerIn = async (details: Partial<typeof EMPTY>) => {
    const person = await sky.make.customer();
    await sky.app.get(BillingDetails).set(person.user.id, { ...EMPTY, ...details });
    return person.user.id;
  };
  const quote = (userId: number, credit = '25.00') => sky.app.get(TaxRules).quote(userId, usd(credit));
  const home = async (country: string) => {
    const { SettingsService } = await import('../../settings');
    await sky.app.get(SettingsService).set('company.country', country);
  };

  it('asks for the credit and nothing more where no rate is set', async () => {
    const userId = await customerIn({ country: 'DE' });
    expect(await quote(userId)).toEqual({ amount: usd('25.00'), snapshot: null });
  });

  it('adds an exclusive tax to the price, and keeps an inclusive one in it', async () => {
    const userId = await customerIn({ country: 'DE' });
    await set(VAT);
    expect(await quote(userId)).toEqual({
      amount: usd('29.75'),
      snapshot: {
        ...{ mode: 'exclusive', name: 'VAT', rateBasisPoints: 1900, country: 'DE', customerKind: 'consumer' },
        ...{ net: '25.00', tax: '4.75', gross: '29.75' },
      },
    });
    await set({ ...VAT, mode: 'inclusive' });
    const inclusive = await quote(userId);
    expect(inclusive.amount).toBe(usd('25.00'));
    expect(inclusive.snapshot).toMatchObject({ mode: 'inclusive', net: '21.01', tax: '3.99', gross: '25.00' });
  });

  it('takes the rate of businesses for somebody with a company and a tax id only', async () => {
    await set(VAT);
    await set({ ...VAT, customerKind: 'business', mode: 'reverse_charge', rateBasisPoints: 0 });
    const business = await customerIn({ country: 'DE', company: 'Lovelace GmbH', taxId: 'DE123456789' });
    const incomplete = await customerIn({ country: 'DE', company: 'Lovelace GmbH' });
    expect((await quote(business)).snapshot).toMatchObject({ mode: 'reverse_charge', customerKind: 'business', tax: '0.00' });
    expect((await quote(incomplete)).amount).toBe(usd('29.75'));
  });

  it('never lets reverse charge hold at home, also where home was changed later', async () => {
    await set(VAT);
    await set({ ...VAT, customerKind: 'business', mode: 'reverse_charge', rateBasisPoints: 0 });
    const business = await customerIn({ country: 'DE', company: 'Lovelace GmbH', taxId: 'DE123456789' });
    await home('DE');
    expect((await quote(business)).amount).toBe(usd('29.75'));
    const refused = await set({ ...VAT, customerKind: 'business', mode: 'reverse_charge', rateBasisPoints: 0 });
    expect(refused.status).toBe(422);
    expect(refused.body.error.details?.[0]?.field).toBe('mode');
    expect((await quote(await customerIn({}))).amount).toBe(usd('29.75'));
    await home('');
  });

  it('keeps the history: a rate is followed by the next one, from the planned moment on, and recorded', async () => {
    const userId = await customerIn({ country: 'DE' });
    const { Clock } = await import('../../platform');
    const first = (await set(VAT)).body;
    const later = new Date(sky.app.get(Clock).now().getTime() + 48 * 3_600_000).toISOString();
    const second = (await set({ ...VAT, rateBasisPoints: 2000, validFrom: later })).body;
    expect(second).toMatchObject({ state: 'planned', validTo: null });
    expect((await quote(userId)).amount).toBe(usd('29.75'));
    expect((await set({ ...VAT, rateBasisPoints: 2100 })).body.error.code).toBe('tax_rate_planned');
    await sky.advance(49);
    expect((await quote(userId)).amount).toBe(usd('30.00'));
    const { data } = await list();
    expect(data.map(({ id, state, validTo }) => ({ id, state, validTo }))).toEqual([
      { id: second.id, state: 'in_force', validTo: null },
      { id: first.id, state: 'ended', validTo: later },
    ]);
    expect((await admin.browser.delete(`/api/admin/tax-rates/${second.id}`)).status).toBe(204);
    expect((await quote(userId)).snapshot).toBeNull();
    expect((await admin.browser.delete(`/api/admin/tax-rates/${second.id}`)).status).toBe(404);
    const [row] = await sky.em.execute<{ count: number }[]>(
      `select count(*)::int as count from audit_entries where action = 'tax-rate.changed' and target_id = ?`,
      [String(second.id)],
    );
    expect(row?.count).toBe(2);
  });

  it.each([
    [{ ...VAT, country: 'de' }, 400, 'country'],
    [{ ...VAT, mode: 'some' }, 400, 'mode'],
    [{ ...VAT, rateBasisPoints: 10_001 }, 400, 'rateBasisPoints'],
    [{ ...VAT, rateBasisPoints: 0 }, 422, 'rateBasisPoints'],
    [{ ...VAT, mode: 'none' }, 422, 'rateBasisPoints'],
    [{ ...VAT, validFrom: '2020-01-01T00:00:00Z' }, 422, 'validFrom'],
    [{ ...VAT, mode: 'reverse_charge', rateBasisPoints: 0 }, 422, 'customerKind'],
  ])('refuses %j', async (rate, status, field) => {
    const answer = await set(rate);
    expect(answer.status).toBe(status);
    expect(answer.body.error.details?.map(detail => detail.field)).toEqual([field]);
  });

  it('is for staff with the right to write billing only', async () => {
    const ada = await sky.make.customer();
    expect((await ada.browser.post('/api/admin/tax-rates', VAT)).status).toBe(403);
    expect((await ada.browser.get('/api/admin/tax-rates')).status).toBe(403);
  });
});
