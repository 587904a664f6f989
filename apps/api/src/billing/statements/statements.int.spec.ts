import { parseMoney } from '@sky/money';
import { Ledger } from '../ledger/ledger';
import { pdfText, type Person, testApp } from '../../testing';
import { digestOf } from '../documents/pdf/sheet';

interface Months {
  data: { month: string; opening: string; closing: string; transactions: number; isOver: boolean }[];
  pagination: { totalItems: number };
}
interface Refusal {
  error: { code: string; details?: { field: string; message: string }[] };
}

const order = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };
const usd = (text: string) => parseMoney(text, 'USD', { sign: 'signed' });

describe('statements', () => {
  const sky = testApp();
  beforeAll(() => sky.make.catalogue());

  const post = (person: Person, amount: bigint, at: string, description = 'Credit') =>
    sky.app.get(Ledger).post({
      ...{ reference: `test:${person.user.id}:${at}:${amount}`, type: 'adjustment', description, userId: person.user.id },
      ...{ amount, against: 'adjustments', occurredAt: new Date(at) },
    });
  const csv = async (person: Person, query = '') => {
    const { status, raw, headers } = await person.browser.get(`/api/transactions/export?format=csv${query}`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    return raw.toString('utf8');
  };
  const months = async (person: Person, query = '') => (await person.browser.get<Months>(`/api/billing/statements${query}`)).body;

  it('lists every month with balances that follow from each other, newest first', async () => {
    const ada = await sky.make.customer();
    await post(ada, 30_000_000n, '2026-08-31T23:59:59.999Z');
    await post(ada, -1_500_001n, '2026-09-01T00:00:00Z');
    await post(ada, 7_000_000n, '2026-11-02T12:00:00Z');
    const { data, pagination } = await months(ada, '?limit=100');
    expect(pagination.totalItems).toBe(data.length);
    const byMonth = new Map(data.map(row => [row.month, row]));
    expect(byMonth.get('2026-08')).toMatchObject({ opening: '0.00', closing: '30.00', transactions: 1, isOver: true });
    expect(byMonth.get('2026-09')).toMatchObject({ opening: '30.00', closing: '28.499999', transactions: 1 });
    expect(byMonth.get('2026-10')).toMatchObject({ opening: '28.499999', closing: '28.499999', transactions: 0 });
    expect(data.at(-1)?.month).toBe('2026-08');
    expect(data[0]?.isOver).toBe(false);
    data.slice(1).forEach((row, index) => expect(data[index]?.opening).toBe(row.closing));
    const second = await months(ada, '?limit=1&page=2');
    expect(second.data).toEqual(data.slice(1, 2));
  });

  it('writes CSV whose balances add up from the opening to the closing one, and that no spreadsheet runs', async () => {
    const ada = await sky.make.customer();
    await post(ada, 10_000_000n, '2026-09-10T00:00:00Z', 'Before');
    await post(ada, 5_000_000n, '2026-10-01T00:00:00Z', '=1+1, "quoted"');
    await post(ada, -250_000n, '2026-10-31T23:59:59Z', '@SUM(A1)');
    const text = await csv(ada, '&from=2026-10-01T00:00:00Z&to=2026-11-01T00:00:00Z');
    const lines = text.split('\r\n');
    expect(lines[0]).toBe('date,type,description,amount,balance,currency,transaction,document');
    expect(lines[1]).toBe('2026-10-01T00:00:00.000Z,opening_balance,Opening balance,,10.00,USD,,');
    expect(lines[2]).toMatch(/^2026-10-01T00:00:00.000Z,adjustment,"'=1\+1, ""quoted""",5.00,15.00,USD,\d+,$/);
    expect(lines[3]).toMatch(/^2026-10-31T23:59:59.000Z,adjustment,'@SUM\(A1\),-0.25,14.75,USD,\d+,$/);
    expect(lines[4]).toBe('2026-11-01T00:00:00.000Z,closing_balance,Closing balance,,14.75,USD,,');
    expect(lines).toHaveLength(6);
    expect(text.startsWith('\ufeff')).toBe(false);
    expect((await csv(ada, '&bom=yes')).startsWith('\ufeff')).toBe(true);
  });

  it('groups usage by day and server in the PDF, and ends at the balance that the customer has', async () => {
    const ada = await sky.make.customer({ credit: '50.00', linked: true });
    await ada.browser.post('/api/user/servers', order);
    await sky.advance(30);
    const answer = await ada.browser.get('/api/transactions/export');
    expect(answer.headers['content-type']).toBe('application/pdf');
    const text = pdfText(answer.raw);
    const hours = [...text.matchAll(/web-1, (\d+) hours?/g)].map(([, count]) => Number(count));
    expect(hours.length).toBeGreaterThanOrEqual(2);
    expect(hours.reduce((sum, count) => sum + count, 0)).toBe(31);
    const closing = text.split('\n')[text.split('\n').indexOf('Closing balance') + 1];
    expect(usd(closing?.replace('$', '') ?? '')).toBe(await sky.make.balanceOf(ada));
    expect(text).toContain('Page 1 of 1');
  });

  it('gives the same bytes for a month that is over, whatever is renamed or happens later', async () => {
    const ada = await sky.make.customer();
    for (let day = 1; day <= 28; day++)
      for (const hour of ['08', '16'])
        await post(ada, BigInt(day) * 10_000n, `2026-09-${String(day).padStart(2, '0')}T${hour}:00:00Z`);
    const query = '/api/transactions/export?from=2026-09-01T00:00:00Z&to=2026-10-01T00:00:00Z';
    const { raw } = await ada.browser.get(query);
    await sky.em.execute(`update users set full_name = 'Renamed' where id = ?`, [ada.user.id]);
    await post(ada, 1_000_000n, '2026-11-03T00:00:00Z');
    expect(digestOf((await ada.browser.get(query)).raw)).toBe(digestOf(raw));
    const text = pdfText(raw);
    const pages = text.split('\f');
    expect(pages.length).toBeGreaterThan(1);
    pages.forEach((page, index) => expect(page).toContain(`Page ${index + 1} of ${pages.length}`));
    expect(text).not.toContain('Renamed');
  });

  it('holds only what is the caller’s', async () => {
    const [ada, eve] = [await sky.make.customer(), await sky.make.customer()];
    await post(ada, 3_000_000n, '2026-11-05T00:00:00Z', 'Only of Ada');
    expect(await csv(eve, '&from=2026-01-01')).not.toContain('Only of Ada');
    expect((await months(eve)).data).toEqual([]);
  });

  it.each([
    ['from=2026-10-02T00:00:00Z&to=2026-10-01T00:00:00Z', 'to'],
    ['from=yesterday', 'from'],
    ['format=xml', 'format'],
    ['bom=maybe', 'bom'],
  ])('refuses %s', async (query, field) => {
    const ada = await sky.make.customer();
    const { status, body } = await ada.browser.get<Refusal>(`/api/transactions/export?${query}`);
    expect(status).toBe(400);
    expect(body.error.details?.map(detail => detail.field)).toEqual([field]);
  });
});
