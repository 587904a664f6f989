import { pdfPages, pdfText, type Person, testApp } from '../../testing';
import { BillingDetails } from '../details/billing-details';
import { Ledger } from '../ledger/ledger';
import { Documents } from './documents';
import { digestOf } from './pdf/sheet';

interface Captured {
  transaction: { id: number };
}
interface Refusal {
  error: { code: string; details?: { field: string }[] };
}

const TINY_PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('documents', () => {
  const sky = testApp();

  const bought = async (person: Person, amount = '25.00') => {
    const { body } = await person.browser.post<{ orderId: string }>('/api/billing/add-credits', { amount });
    await sky.sandbox.paypal.approve(body.orderId);
    const captured = await person.browser.post<Captured>('/api/billing/capture-paypal-payment', { orderId: body.orderId });
    expect(captured.status).toBe(200);
    return captured.body.transaction.id;
  };
  const download = async (person: Person, id: number) => {
    const { status, raw } = await person.browser.get(`/api/transactions/${id}/download`);
    expect(status).toBe(200);
    return raw;
  };
  const sequences = (kind: string) =>
    sky.em.execute<{ sequence: number }[]>('select sequence from documents where kind = ? order by transaction_id', [kind]);

  it('gives every purchase a receipt with a number, without gaps, also when many are posted at once and some fail', async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => sky.make.customer()));
    await Promise.all(people.map(person => bought(person)));
    const ledger = sky.app.get(Ledger);
    const failing = sky.em.transactional(async () => {
      const { transactionId } = await ledger.post({
        ...{ reference: 'test:fails', type: 'credit_purchase', description: 'Fails', userId: people[0]?.user.id ?? 0 },
        ...{ amount: 5_000_000n, against: 'paypal_clearing' },
      });
      await sky.app.get(Documents).issue(transactionId);
      throw new Error('it fails after the number was given');
    });
    await expect(failing).rejects.toThrow('it fails');
    await bought(await sky.make.customer());

    const rows = await sky.em.execute<{ sequence: number }[]>(
      `select sequence from documents where kind = 'receipt' order by sequence`,
    );
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
  });

  it('prints company, customer, amount and PayPal’s number in the store currency', async () => {
    await sky.em.execute(
      `insert into settings (key, value) values ('company.address', '"1 Harbour Road\\nDublin"'), ('company.taxId', '"IE6388047V"')`,
    );
    const { SettingsService } = await import('../../settings');
    await sky.app.get(SettingsService).reload();
    const ada = await sky.make.customer();
    const details = {
      company: 'Łódź Σύστημα GmbH',
      street: 'Straße 1',
      postcode: '10115',
      city: '東京',
      country: 'DE',
      taxId: 'DE123',
    };
    await sky.app.get(BillingDetails).set(ada.user.id, details);
    const text = pdfText(await download(ada, await bought(ada)));
    for (const words of [
      'Receipt R-',
      '1 Harbour Road',
      'Dublin',
      'Tax ID IE6388047V',
      'Łódź Σύστημα GmbH',
      'Straße 1',
      'Tax ID DE123',
    ])
      expect(text).toContain(words);
    expect(text).toContain('東京');
    expect(text).toContain('$25.00');
    expect(text).toContain('PayPal transaction');
    expect(text).toContain('Page 1 of 1');
  });

  it('gives the same bytes again after everything around it has changed', async () => {
    const ada = await sky.make.customer();
    const id = await bought(ada);
    const first = digestOf(await download(ada, id));
    const { SettingsService } = await import('../../settings');
    const settings = sky.app.get(SettingsService);
    await settings.set('company.name', 'Another name');
    await settings.set('company.logo', TINY_PNG);
    await sky.em.execute(`update users set full_name = 'Somebody else' where id = ?`, [ada.user.id]);
    await sky.advance(1);
    expect(digestOf(await download(ada, id))).toBe(first);
    const withLogo = await download(ada, await bought(ada));
    expect(withLogo.toString('latin1')).toContain('/Subtype /Image');
    expect(pdfText(withLogo)).toContain('Another name');
    await settings.set('company.name', 'SkyPANEL');
  });

  it('writes a refund note that names the receipt, and takes numbers of its own', async () => {
    const ada = await sky.make.customer();
    const id = await bought(ada);
    const { transactionId } = await sky.em.transactional(async () => {
      const posted = await sky.app.get(Ledger).post({
        ...{ reference: `test:refund:${id}`, type: 'refund', description: 'Refund by PayPal', userId: ada.user.id },
        ...{ amount: -5_000_000n, against: 'paypal_clearing', reversesId: BigInt(id) },
      });
      await sky.app.get(Documents).issue(posted.transactionId);
      return posted;
    });
    const receipt = await sky.app.get(Documents).find(BigInt(id));
    const text = pdfText(await download(ada, Number(transactionId)));
    expect(text).toContain('Refund note F-');
    expect(text).toContain(receipt?.number);
    expect(text).toContain('−$5.00');
    expect((await sequences('refund_note')).map(({ sequence }) => sequence)).toEqual([1]);
  });

  it('writes a confirmation of other movements when somebody asks, and stores nothing for it', async () => {
    const ada = await sky.make.customer({ credit: '12.00' });
    const { body } = await ada.browser.get<{ data: { id: number }[] }>('/api/transactions');
    const id = body.data[0]?.id ?? 0;
    const [first, second] = await Promise.all([download(ada, id), download(ada, id)]);
    expect(pdfText(first)).toContain(`Confirmation C-${id}`);
    expect(first.equals(second)).toBe(true);
    expect(pdfPages(first)).toBe(1);
    expect(await sky.app.get(Documents).find(BigInt(id))).toBeNull();
  });

  it('never changes a document, and shows nobody another’s', async () => {
    const [ada, eve] = [await sky.make.customer(), await sky.make.customer()];
    const id = await bought(ada);
    expect((await eve.browser.get(`/api/transactions/${id}/download`)).status).toBe(404);
    await expect(sky.em.execute(`update documents set sequence = sequence + 100`)).rejects.toThrow(/append-only/);
    await expect(sky.em.execute('delete from documents')).rejects.toThrow(/append-only/);
  });

  it('refuses a logo that would break receipts', async () => {
    const admin = await sky.make.admin();
    const broken = `${TINY_PNG.slice(0, 84)}AAAA${TINY_PNG.slice(88)}`;
    const answer = await admin.browser.post<Refusal>('/api/admin/settings', { values: { 'company.logo': broken } });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.error.details?.[0]?.field).toContain('company.logo');
  });
});
