import { createHash } from 'node:crypto';
import { parseMoney } from '@sky/money';
import { pdfText, type Person, testApp } from '../../testing';
import { Ledger } from '../ledger/ledger';
import type { TransactionDetailDto, TransactionPageDto } from './transaction.dto';
import type { OwnedTransactionDetailDto, OwnedTransactionPageDto } from './transaction-desk.dto';

interface Refusal {
  error: { code: string; details?: { field: string }[] };
}

const order = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };
const usd = (text: string) => parseMoney(text, 'USD', { sign: 'signed' });

describe('transactions', () => {
  const sky = testApp();
  let admin: Person;
  beforeAll(async () => {
    await sky.make.catalogue();
    admin = await sky.make.admin();
  });

  const bought = async (person: Person, amount = '25.00') => {
    const { body } = await person.browser.post<{ orderId: string }>('/api/billing/add-credits', { amount });
    await sky.sandbox.paypal.approve(body.orderId);
    const captured = await person.browser.post<{ transaction: { id: number } }>('/api/billing/capture-paypal-payment', {
      orderId: body.orderId,
    });
    return captured.body.transaction.id;
  };
  const find = async (query: string) => {
    const { status, body } = await admin.browser.get<OwnedTransactionPageDto>(`/api/admin/transactions?${query}`);
    expect(status).toBe(200);
    return body.data.map(({ id }) => id);
  };
  const detail = async (person: Person, id: number) =>
    (await person.browser.get<TransactionDetailDto>(`/api/transactions/${id}`)).body;
  const takenBack = (person: Person, id: number, amount: bigint) =>
    sky.app.get(Ledger).post({
      ...{ reference: `test:back:${id}`, type: 'refund', description: 'Refund by PayPal', userId: person.user.id },
      ...{ amount: -amount, against: 'paypal_clearing', reversesId: BigInt(id) },
    });

  describe('evidence', () => {
    it('leads from a purchase to its payment, its document and what takes it back, and back again', async () => {
      const ada = await sky.make.customer();
      const id = await bought(ada);
      const { transactionId } = await takenBack(ada, id, 4_000_000n);
      const purchase = await detail(ada, id);
      expect(purchase).toMatchObject({
        ...{ type: 'credit_purchase', hasDocument: true, reverses: null, tax: null },
        payment: { gateway: 'paypal', captureId: expect.any(String) as string },
        reversedBy: [{ id: Number(transactionId), type: 'refund', amount: '-4.00' }],
      });
      expect(purchase.document).toMatch(/^R-\d{4}-\d{6}$/);
      const refund = await detail(ada, Number(transactionId));
      expect(refund).toMatchObject({ reverses: { id, amount: '25.00' }, reversedBy: [], payment: { id: purchase.payment?.id } });
    });

    it('leads from usage to the server-hours, and offers no document', async () => {
      const ada = await sky.make.customer({ credit: '25.00', linked: true });
      await ada.browser.post('/api/user/servers', order);
      const { body } = await ada.browser.get<TransactionPageDto>('/api/transactions?type=usage');
      const usage = await detail(ada, body.data[0]?.id ?? 0);
      expect(usage).toMatchObject({ hasDocument: false, document: null, lines: [{ serverName: 'web-1', amount: '-0.01' }] });
      const answer = await ada.browser.get<Refusal>(`/api/transactions/${usage.id}/download`);
      expect([answer.status, answer.body.error.code]).toEqual([422, 'no_receipt']);
    });

    it('shows staff the postings of all accounts, which sum to zero', async () => {
      const ada = await sky.make.customer();
      const id = await bought(ada, '12.34');
      const { body } = await admin.browser.get<OwnedTransactionDetailDto>(`/api/admin/transactions/${id}`);
      expect(body).toMatchObject({ user: { id: ada.user.id }, amount: '12.34' });
      expect(body.postings.map(({ account, amount }) => [account, amount])).toEqual([
        ['customer_credit', '12.34'],
        ['paypal_clearing', '-12.34'],
      ]);
      const [mine, theirs] = [
        await ada.browser.get(`/api/transactions/${id}/download`),
        await admin.browser.get(`/api/admin/transactions/${id}/download`),
      ];
      expect(mine.raw.equals(theirs.raw)).toBe(true);
      expect((await admin.browser.get('/api/admin/transactions/999999')).status).toBe(404);
    });

    it('is nobody else’s', async () => {
      const [ada, eve] = [await sky.make.customer(), await sky.make.customer()];
      expect((await eve.browser.get(`/api/transactions/${await bought(ada)}`)).status).toBe(404);
    });
  });

  describe('the search of staff', () => {
    it('finds by customer, PayPal id, reference, number and amount, whichever way the money went', async () => {
      const ada = await sky.make.customer({ username: 'ada.search' });
      const eve = await sky.make.customer({ username: 'eve.search' });
      const id = await bought(ada, '17.31');
      const other = await bought(eve, '17.32');
      const { payment } = await detail(ada, id);
      const { transactionId } = await takenBack(ada, id, 17_310_000n);
      const back = Number(transactionId);
      await sky.em.execute(
        `insert into webhook_events (provider, event_id, event_type, capture_id, refund_id, headers, body, state, received_at)
         values ('paypal', 'WH-SEARCH', 'PAYMENT.CAPTURE.REFUNDED', ?, 'REFUND-9', '{}', '', 'processed', now())`,
        [payment?.captureId],
      );
      for (const search of ['ADA.sea', 'ada.search@example', payment?.orderId, payment?.captureId, 'REFUND-9'])
        expect([search, await find(`search=${search}`)]).toEqual([search, [back, id]]);
      expect(await find(`search=${id}`)).toEqual([id]);
      expect(await find(`search=test:back:${id}`)).toEqual([back]);
      expect(await find('amountFrom=17.31&amountTo=17.31')).toEqual([back, id]);
      expect(await find('amountFrom=17.3&amountTo=17.32')).toEqual([back, other, id]);
      expect(await find('amountFrom=17.3&amountTo=17.32&type=refund')).toEqual([back]);
      expect(await find(`userId=${eve.user.id}&search=ada.`)).toEqual([]);
      expect(await find('search=%25')).toEqual([]);
      expect(await find('state=failed')).toEqual([]);
    });

    it.each([
      ['amountFrom=abc', 400, 'amountFrom'],
      ['amountTo=007', 422, 'amountTo'],
      ['type=theft', 400, 'type'],
      ['from=tomorrow', 400, 'from'],
    ])('refuses %s', async (query, status, field) => {
      const answer = await admin.browser.get<Refusal>(`/api/admin/transactions?${query}`);
      expect(answer.status).toBe(status);
      expect(answer.body.error.details?.map(found => found.field)).toEqual([field]);
    });
  });

  describe('the export of staff', () => {
    it('ends with sums that balance and a digest over its lines', async () => {
      const ada = await sky.make.customer({ username: 'ada.export' });
      const id = await bought(ada);
      await takenBack(ada, id, 1_000_000n);
      const { raw, headers } = await admin.browser.get(`/api/admin/transactions/export?search=ada.export`);
      expect(headers['content-type']).toBe('text/csv; charset=utf-8');
      const lines = raw.toString('utf8').split('\r\n').slice(1, -1);
      const postings = lines.filter(line => /^\d/.test(line));
      const [credit, clearing, end] = lines.slice(postings.length);
      expect(postings).toHaveLength(4);
      const sum = postings.reduce((total, line) => total + usd(line.split(',')[9] ?? ''), 0n);
      expect(sum).toBe(0n);
      expect(credit).toBe(',,sum,,Sum of the account,,,,customer_credit,24.00,,USD');
      expect(clearing).toBe(',,sum,,Sum of the account,,,,paypal_clearing,-24.00,,USD');
      const digest = createHash('sha256')
        .update(postings.map(line => `${line}\r\n`).join(''))
        .digest('hex');
      expect(end).toBe(`,,checksum,,"4 rows, SHA-256 ${digest}",,,,,0.00,,USD`);

      const pdf = await admin.browser.get(`/api/admin/transactions/export?search=ada.export&format=pdf`);
      const text = pdfText(pdf.raw);
      expect(text).toContain(`SHA-256 ${digest}`);
      expect(text).toContain('4 rows, sum of all accounts: $0.00');
      const [recorded] = await sky.em.execute<{ count: number }[]>(
        `select count(*)::int as count from audit_entries where action = 'transactions.exported'`,
      );
      expect(recorded?.count).toBe(2);
    });

    it('exports everything in parts without losing or repeating a line', async () => {
      const ada = await sky.make.customer({ username: 'ada.many' });
      const ledger = sky.app.get(Ledger);
      await sky.em.transactional(async () => {
        for (let n = 0; n < 1_205; n++)
          await ledger.post({
            ...{ reference: `many:${n}`, type: 'adjustment', description: 'Many', userId: ada.user.id },
            ...{ amount: 1_000n, against: 'adjustments' },
          });
      });
      const { raw } = await admin.browser.get(`/api/admin/transactions/export?search=ada.many`);
      const numbers = raw
        .toString('utf8')
        .split('\r\n')
        .filter(line => /^\d/.test(line))
        .map(line => line.split(',')[0]);
      expect(numbers).toHaveLength(2_410);
      expect(new Set(numbers).size).toBe(1_205);
      expect(raw.toString('utf8')).toContain('customer_credit,1.205,');
    });

    it('is for staff only', async () => {
      const ada = await sky.make.customer();
      expect((await ada.browser.get('/api/admin/transactions/export')).status).toBe(403);
    });
  });
});
