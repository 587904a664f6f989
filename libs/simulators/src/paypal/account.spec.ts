import { orderBody, Shop } from './testing/shop';

describe('disputes, kept ways to pay and the list of movements', () => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await Shop.open();
  });
  afterEach(() => shop.close());

  const kept = async () => {
    const unit = { custom_id: '7', amount: { currency_code: 'EUR', value: '12.50' } };
    const source = { paypal: { attributes: { vault: { store_in_vault: 'ON_SUCCESS', usage_type: 'MERCHANT' } } } };
    const { json } = await shop.ask('POST', '/v2/checkout/orders', { ...orderBody(unit), payment_source: source }, key());
    await shop.sandbox.paypal.approve(json.id as string);
    const taken = await shop.ask(
      'POST',
      `/v2/checkout/orders/${json.id}/capture`,
      {},
      { ...key(), prefer: 'return=representation' },
    );
    return taken.json.payment_source.paypal.attributes.vault as { id: string; status: string };
  };
  const payBy = (vaultId: string) => {
    const unit = { custom_id: '8', amount: { currency_code: 'EUR', value: '20.00' } };
    return shop.ask(
      'POST',
      '/v2/checkout/orders',
      { ...orderBody(unit), payment_source: { paypal: { vault_id: vaultId } } },
      key(),
    );
  };

  it('keeps the way to pay of a capture, and pays a later order by it without the buyer', async () => {
    const vault = await kept();
    expect(vault.status).toBe('VAULTED');
    await shop.sandbox.paypal.deliveriesSettled();
    expect(shop.eventTypes).toContain('VAULT.PAYMENT-TOKEN.CREATED');

    const { status, json } = await payBy(vault.id);

    expect({ status, order: json.status }).toEqual({ status: 201, order: 'COMPLETED' });
    expect(shop.sandbox.paypal.captures().map(({ amount }) => amount.value)).toEqual(['12.50', '20.00']);
  });

  it('declines a kept way to pay when it is told to, and makes no order of it', async () => {
    const vault = await kept();
    const before = shop.sandbox.paypal.orders().length;
    const [row] = shop.sandbox.paypal.keptSources();
    if (row) row.nextCapture = 'INSTRUMENT_DECLINED';

    expect((await payBy(vault.id)).status).toBe(422);
    expect(shop.sandbox.paypal.orders()).toHaveLength(before);
    expect((await payBy(vault.id)).status).toBe(201);
  });

  it('forgets it when the merchant says so, and tells of it', async () => {
    const vault = await kept();
    expect((await shop.ask('GET', `/v3/vault/payment-tokens/${vault.id}`)).status).toBe(200);
    expect((await shop.ask('DELETE', `/v3/vault/payment-tokens/${vault.id}`)).status).toBe(204);
    expect((await shop.ask('GET', `/v3/vault/payment-tokens/${vault.id}`)).status).toBe(404);
    expect((await payBy(vault.id)).status).toBe(422);
    await shop.sandbox.paypal.deliveriesSettled();
    expect(shop.eventTypes).toContain('VAULT.PAYMENT-TOKEN.DELETED');
  });

  it('opens a dispute, tells of it and decides it; a lost one leaves as a reversal', async () => {
    const captureId = await shop.sale();
    const { id } = await shop.sandbox.paypal.openDispute(captureId, { value: '5.00' });
    expect((await shop.ask('GET', `/v1/customer/disputes/${id}`)).json).toMatchObject({
      status: 'WAITING_FOR_SELLER_RESPONSE',
      dispute_amount: { value: '5.00' },
      disputed_transactions: [{ seller_transaction_id: captureId }],
    });

    await shop.sandbox.paypal.decideDispute(id, 'RESOLVED_BUYER_FAVOUR');

    expect((await shop.ask('GET', `/v1/customer/disputes/${id}`)).json).toMatchObject({
      status: 'RESOLVED',
      dispute_outcome: { outcome_code: 'RESOLVED_BUYER_FAVOUR', amount_refunded: { value: '5.00' } },
    });
    await shop.sandbox.paypal.deliveriesSettled();
    expect(shop.eventTypes).toEqual(
      expect.arrayContaining(['CUSTOMER.DISPUTE.CREATED', 'PAYMENT.CAPTURE.REVERSED', 'CUSTOMER.DISPUTE.RESOLVED']),
    );
  });

  it('lists captures, refunds and reversals with their signs, page by page, and not what is younger than its lag', async () => {
    const captureId = await shop.sale();
    shop.sandbox.paypal.refundCapture(captureId, '2.00');
    shop.sandbox.paypal.reverseCapture(captureId);
    const range = (page: number) =>
      `/v1/reporting/transactions?start_date=${ago(24)}&end_date=${ago(-1)}&fields=all&page_size=2&page=${page}`;

    const [one, two] = [await shop.ask('GET', range(1)), await shop.ask('GET', range(2))];
    const rows = [...one.json.transaction_details, ...two.json.transaction_details] as {
      transaction_info: { transaction_event_code: string; transaction_amount: { value: string } };
    }[];
    expect(rows.map(({ transaction_info: row }) => `${row.transaction_event_code} ${row.transaction_amount.value}`)).toEqual([
      'T0006 12.50',
      'T1107 -2.00',
      'T1106 -10.50',
    ]);
    expect(one.json.total_pages).toBe(2);

    shop.sandbox.paypal.reporting.lagMs = 3_600_000;
    expect((await shop.ask('GET', range(1))).json.transaction_details).toEqual([]);
    expect((await shop.ask('GET', `/v1/reporting/transactions?start_date=${ago(24 * 40)}&end_date=${ago(0)}`)).status).toBe(400);
  });
});

function key() {
  return { 'paypal-request-id': crypto.randomUUID() };
}

function ago(hours: number): string {
  return `${new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 19)}Z`;
}
