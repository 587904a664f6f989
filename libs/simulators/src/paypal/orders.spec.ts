import { asker } from '../testing/asker';
import { orderBody, Shop } from './testing/shop';

describe('PayPal orders', () => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await Shop.open();
  });
  afterEach(() => shop.close());

  const amount = (value: string, currency_code = 'EUR') => ({ amount: { currency_code, value } });
  const create = (unit: Record<string, unknown>, headers: Record<string, string> = { 'paypal-request-id': 'order-1' }) =>
    shop.ask('POST', '/v2/checkout/orders', orderBody(unit), headers);
  const capture = (id: string, requestId = 'capture-1', headers: Record<string, string> = {}) =>
    shop.ask('POST', `/v2/checkout/orders/${id}/capture`, {}, { 'paypal-request-id': requestId, ...headers });
  const issueOf = (answer: { json: { details: { issue: string }[] } }) => answer.json.details[0]?.issue;

  describe('access', () => {
    it('is by a token for good credentials', async () => {
      const open = asker(shop.sandbox.paypal.url);
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const wrong = await open('POST', '/v1/oauth2/token', 'grant_type=client_credentials', {
        ...form,
        authorization: 'Basic bm86bm8=',
      });
      expect([wrong.status, wrong.json]).toEqual([
        401,
        { error: 'invalid_client', error_description: 'Client Authentication failed' },
      ]);
      const basic = `Basic ${Buffer.from('sandbox-paypal-client:sandbox-paypal-secret').toString('base64')}`;
      const odd = await open('POST', '/v1/oauth2/token', 'grant_type=password', { ...form, authorization: basic });
      expect([odd.status, odd.json.error]).toEqual([400, 'unsupported_grant_type']);
      const good = await open('POST', '/v1/oauth2/token', 'grant_type=client_credentials', { ...form, authorization: basic });
      expect(good.json).toMatchObject({ token_type: 'Bearer', expires_in: 32_400 });
    });

    it('is refused in two different envelopes', async () => {
      const open = asker(shop.sandbox.paypal.url);
      const none = await open('GET', '/v2/checkout/orders/X');
      expect([none.status, none.json.name]).toEqual([401, 'AUTHENTICATION_FAILURE']);
      shop.sandbox.paypal.revokeTokens();
      const stale = await shop.ask('GET', '/v2/checkout/orders/X');
      expect([stale.status, stale.json]).toEqual([
        401,
        { error: 'invalid_token', error_description: 'Token signature verification failed' },
      ]);
    });
  });

  it('wait for their buyer at an address of the sandbox', async () => {
    const answer = await create({ ...amount('12.50'), invoice_id: 'INV-1' });
    const base = shop.sandbox.paypal.url;
    const { id } = answer.json;
    expect(answer.status).toBe(201);
    expect(answer.headers.get('paypal-debug-id')).toMatch(/^[0-9a-f]{13}$/);
    expect(id).toMatch(/^[A-Z0-9]{17}$/);
    expect(answer.json).toEqual({
      id,
      status: 'PAYER_ACTION_REQUIRED',
      payment_source: { paypal: {} },
      links: [
        { href: `${base}/v2/checkout/orders/${id}`, rel: 'self', method: 'GET' },
        { href: `${base}/checkoutnow?token=${id}`, rel: 'payer-action', method: 'GET' },
      ],
    });
  });

  it('without a payment source are CREATED and name the buyer’s link `approve`', async () => {
    const answer = await shop.ask('POST', '/v2/checkout/orders', { intent: 'CAPTURE', purchase_units: [amount('3.00')] });
    expect(answer.json.status).toBe('CREATED');
    expect(answer.json.links.map((link: { rel: string }) => link.rel)).toEqual(['self', 'approve', 'update', 'capture']);
  });

  it('are shown whole when asked for', async () => {
    const answer = await create(
      { ...amount('12.50'), custom_id: 'c-1' },
      { 'paypal-request-id': 'r', prefer: 'return=representation' },
    );
    expect(answer.json).toMatchObject({
      intent: 'CAPTURE',
      purchase_units: [{ reference_id: 'default', custom_id: 'c-1', amount: { value: '12.50' } }],
    });
    expect((await shop.ask('GET', `/v2/checkout/orders/${answer.json.id}`)).json).toEqual(answer.json);
  });

  it.each([
    [amount('0.00'), 422, 'CANNOT_BE_ZERO_OR_NEGATIVE'],
    [amount('-1.00'), 422, 'CANNOT_BE_ZERO_OR_NEGATIVE'],
    [amount('1.005'), 422, 'DECIMAL_PRECISION'],
    [amount('100.50', 'JPY'), 422, 'DECIMALS_NOT_SUPPORTED'],
    [amount('100.50', 'HUF'), 422, 'DECIMALS_NOT_SUPPORTED'],
    [amount('1.00', 'XXX'), 422, 'INVALID_CURRENCY_CODE'],
    [amount('1,00'), 400, 'INVALID_PARAMETER_SYNTAX'],
    [{}, 400, 'MISSING_REQUIRED_PARAMETER'],
    [{ amount: { ...amount('5.00').amount, breakdown: { item_total: amount('4.00').amount } } }, 422, 'AMOUNT_MISMATCH'],
    [
      {
        amount: { ...amount('4.00').amount, breakdown: { item_total: amount('4.00').amount } },
        items: [{ name: 'x', quantity: '2', unit_amount: amount('1.00').amount }],
      },
      422,
      'ITEM_TOTAL_MISMATCH',
    ],
  ])('refuse %j', async (unit, status, issue) => {
    const answer = await create(unit);
    expect([answer.status, issueOf(answer)]).toEqual([status, issue]);
    expect(answer.json).toMatchObject({
      name: status === 400 ? 'INVALID_REQUEST' : 'UNPROCESSABLE_ENTITY',
      debug_id: answer.headers.get('paypal-debug-id'),
    });
  });

  it('take whole amounts of a currency without decimals', async () => {
    expect((await create(amount('1200', 'JPY'))).status).toBe(201);
  });

  it('need a request id with a payment source, and take no other intent', async () => {
    const bare = await shop.ask('POST', '/v2/checkout/orders', orderBody(amount('1.00')));
    expect([bare.status, issueOf(bare)]).toEqual([400, 'PAYPAL_REQUEST_ID_REQUIRED']);
    const other = await shop.ask(
      'POST',
      '/v2/checkout/orders',
      { ...orderBody(amount('1.00')), intent: 'AUTHORIZE' },
      { 'paypal-request-id': 'r' },
    );
    expect([other.status, issueOf(other)]).toEqual([422, 'UNSUPPORTED_INTENT']);
    const long = await create(amount('1.00'), { 'paypal-request-id': 'x'.repeat(109) });
    expect(long.status).toBe(400);
  });

  describe('a request id', () => {
    it('makes one order however often it is sent', async () => {
      const answers = await Promise.all([1, 2, 3].map(() => create(amount('12.50'))));
      expect(new Set(answers.map(answer => answer.json.id)).size).toBe(1);
      expect(answers.map(answer => answer.status).sort()).toEqual([200, 200, 201]);
      expect(shop.sandbox.paypal.orders()).toHaveLength(1);
    });

    it('is refused with another body, and forgotten after a refusal', async () => {
      await create(amount('12.50'));
      const other = await create(amount('99.00'));
      expect([other.status, issueOf(other)]).toEqual([422, 'DUPLICATE_REQUEST_ID']);
      expect((await create(amount('0.00'), { 'paypal-request-id': 'again' })).status).toBe(422);
      expect((await create(amount('1.00'), { 'paypal-request-id': 'again' })).status).toBe(201);
    });

    it('captures once', async () => {
      const id = await shop.order();
      await shop.sandbox.paypal.approve(id);
      const answers = await Promise.all([1, 2, 3].map(() => capture(id)));
      expect(answers.map(answer => answer.status).sort()).toEqual([200, 200, 201]);
      expect(shop.sandbox.paypal.captures()).toHaveLength(1);
      const another = await capture(id, 'capture-2');
      expect([another.status, issueOf(another)]).toEqual([422, 'ORDER_ALREADY_CAPTURED']);
    });
  });

  describe('a capture', () => {
    it('takes the money and says what is left of it', async () => {
      const id = await shop.order();
      expect(issueOf(await capture(id))).toBe('ORDER_NOT_APPROVED');
      await shop.sandbox.paypal.approve(id);
      expect((await shop.ask('GET', `/v2/checkout/orders/${id}`)).json).toMatchObject({
        status: 'APPROVED',
        payer: { email_address: 'ada@buyer.example' },
      });
      const answer = await capture(id);
      expect(answer.status).toBe(201);
      expect(answer.json).toMatchObject({
        id,
        status: 'COMPLETED',
        payment_source: { paypal: { email_address: 'ada@buyer.example' } },
      });
      const [taken] = answer.json.purchase_units[0].payments.captures;
      expect(taken).toMatchObject({
        status: 'COMPLETED',
        amount: { currency_code: 'EUR', value: '12.50' },
        custom_id: 'payment-7',
        final_capture: true,
        seller_receivable_breakdown: {
          gross_amount: { currency_code: 'EUR', value: '12.50' },
          paypal_fee: { currency_code: 'EUR', value: '0.72' },
          net_amount: { currency_code: 'EUR', value: '11.78' },
        },
      });
      expect((await shop.ask('GET', `/v2/payments/captures/${taken.id}`)).json).toEqual(taken);
      expect((await shop.ask('GET', `/v2/checkout/orders/${id}`)).json.purchase_units[0].payments.captures).toEqual([taken]);
    });

    it('can be declined once, with the way back to the buyer’s page, and succeed with the same order', async () => {
      const id = await shop.order();
      shop.sandbox.paypal.decline(id);
      const refused = await capture(id);
      expect([refused.status, issueOf(refused)]).toEqual([422, 'INSTRUMENT_DECLINED']);
      expect(refused.json.links).toContainEqual({
        href: `${shop.sandbox.paypal.url}/checkoutnow?token=${id}`,
        rel: 'redirect',
        method: 'GET',
      });
      expect(issueOf(await capture(id, 'capture-2'))).toBe('ORDER_NOT_APPROVED');
      await shop.sandbox.paypal.approve(id);
      expect((await capture(id, 'capture-3')).status).toBe(201);
    });

    it('can stay pending without a breakdown, and be decided later', async () => {
      const id = await shop.order();
      await shop.sandbox.paypal.approve(id, { capture: 'PENDING' });
      const answer = await capture(id);
      const [pending] = answer.json.purchase_units[0].payments.captures;
      expect(answer.status).toBe(201);
      expect(pending).toMatchObject({ status: 'PENDING', status_details: { reason: 'PENDING_REVIEW' } });
      expect(pending).not.toHaveProperty('seller_receivable_breakdown');
      const early = await shop.ask('POST', `/v2/payments/captures/${pending.id}/refund`, {});
      expect(issueOf(early)).toBe('PENDING_CAPTURE');
      await shop.sandbox.paypal.settleCapture(pending.id, 'COMPLETED');
      expect((await shop.ask('GET', `/v2/payments/captures/${pending.id}`)).json.status).toBe('COMPLETED');
    });

    it('can be declined although the order is complete', async () => {
      const id = await shop.order();
      await shop.sandbox.paypal.approve(id, { capture: 'DECLINED' });
      const answer = await capture(id);
      expect([answer.status, answer.json.status]).toEqual([201, 'COMPLETED']);
      expect(answer.json.purchase_units[0].payments.captures[0]).toMatchObject({
        status: 'DECLINED',
        status_details: { reason: 'OTHER' },
      });
      await shop.sandbox.paypal.deliveriesSettled();
      expect(shop.eventTypes).toEqual(['CHECKOUT.ORDER.APPROVED', 'PAYMENT.CAPTURE.DENIED']);
    });

    it.each(['INSTRUMENT_DECLINED', 'TRANSACTION_REFUSED', 'PAYER_CANNOT_PAY'])(
      'is refused with %s by PayPal’s mock header',
      async code => {
        const id = await shop.order();
        await shop.sandbox.paypal.approve(id);
        const answer = await capture(id, 'capture-1', {
          'paypal-mock-response': JSON.stringify({ mock_application_codes: code }),
        });
        expect([answer.status, issueOf(answer)]).toEqual([422, code]);
        expect((await capture(id, 'capture-2')).status).toBe(201);
      },
    );

    it('refuses a second payment of the same invoice', async () => {
      const ids = [await shop.order('5.00', { invoice_id: 'INV-9' }), await shop.order('5.00', { invoice_id: 'INV-9' })];
      for (const id of ids) await shop.sandbox.paypal.approve(id);
      expect((await capture(ids[0] ?? '', 'one')).status).toBe(201);
      expect(issueOf(await capture(ids[1] ?? '', 'two'))).toBe('DUPLICATE_INVOICE_ID');
    });

    it('of an unknown order is 404', async () => {
      const answer = await capture('NOSUCHORDER');
      expect([answer.status, answer.json.name, issueOf(answer)]).toEqual([404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID']);
    });
  });

  describe('a refund', () => {
    const refund = (captureId: string, body: unknown, requestId = crypto.randomUUID() as string) =>
      shop.ask('POST', `/v2/payments/captures/${captureId}/refund`, body, {
        'paypal-request-id': requestId,
        prefer: 'return=representation',
      });
    const part = (value: string, currency_code = 'EUR') => ({ amount: { currency_code, value } });

    it('gives back parts until nothing is left', async () => {
      const id = await shop.sale();
      const first = await refund(id, { ...part('2.00'), note_to_payer: 'Sorry' });
      expect(first.json).toMatchObject({
        status: 'COMPLETED',
        note_to_payer: 'Sorry',
        custom_id: 'payment-7',
        seller_payable_breakdown: { total_refunded_amount: { value: '2.00' } },
      });
      expect((await shop.ask('GET', `/v2/payments/captures/${id}`)).json.status).toBe('PARTIALLY_REFUNDED');
      expect(issueOf(await refund(id, part('10.51')))).toBe('REFUND_AMOUNT_EXCEEDED');
      expect(issueOf(await refund(id, part('1.00', 'USD')))).toBe('REFUND_CAPTURE_CURRENCY_MISMATCH');
      const rest = await refund(id, {});
      expect(rest.json).toMatchObject({
        amount: { value: '10.50' },
        seller_payable_breakdown: { total_refunded_amount: { value: '12.50' } },
      });
      expect(issueOf(await refund(id, {}))).toBe('CAPTURE_FULLY_REFUNDED');
      expect((await shop.ask('GET', `/v2/payments/refunds/${rest.json.id}`)).json).toEqual(rest.json);
    });

    it('happens once for a request id', async () => {
      const id = await shop.sale();
      const answers = [await refund(id, part('5.00'), 'refund-1'), await refund(id, part('5.00'), 'refund-1')];
      expect(answers.map(answer => answer.status)).toEqual([201, 200]);
      expect(answers[0]?.json.id).toBe(answers[1]?.json.id);
      expect(shop.sandbox.paypal.refunds()).toHaveLength(1);
    });
  });

  describe('the buyer’s page', () => {
    const page = (id: string) => asker(shop.sandbox.paypal.url)('GET', `/checkoutnow?token=${id}`);
    const press = (id: string, act: string) =>
      asker(shop.sandbox.paypal.url)('POST', `/checkoutnow?token=${id}`, `act=${act}`, {
        'content-type': 'application/x-www-form-urlencoded',
      });

    it('shows what is bought, with nothing from the order that could run as a script', async () => {
      const id = await shop.order('12.50', { description: '<script>alert(1)</script>' });
      const { text, headers } = await page(id);
      expect(headers.get('content-type')).toContain('text/html');
      expect(text).toContain('12.50 EUR');
      expect(text).toContain('Our Hosting');
      expect(text).not.toContain('<script>');
      expect((await page('NOSUCHORDER')).status).toBe(404);
    });

    it('leads back with the order and the payer, keeping the merchant’s own query', async () => {
      const id = await shop.order();
      const answer = await press(id, 'pay');
      const target = new URL(answer.headers.get('location') ?? '');
      expect(answer.status).toBe(302);
      expect(Object.fromEntries(target.searchParams)).toEqual({
        keep: '1',
        token: id,
        PayerID: expect.stringMatching(/^[A-Z0-9]{13}$/) as unknown,
      });
      expect((await capture(id)).status).toBe(201);
    });

    it('leads to the cancel address and leaves the order open', async () => {
      const id = await shop.order();
      expect((await press(id, 'cancel')).headers.get('location')).toBe(`http://127.0.0.1:9/cancel?token=${id}`);
      expect(issueOf(await capture(id))).toBe('ORDER_NOT_APPROVED');
    });

    it('can decline and can leave the payment pending', async () => {
      const [one, other] = [await shop.order(), await shop.order()];
      await press(one, 'decline');
      expect(issueOf(await capture(one, 'a'))).toBe('INSTRUMENT_DECLINED');
      await press(other, 'pending');
      expect((await capture(other, 'b')).json.purchase_units[0].payments.captures[0].status).toBe('PENDING');
    });
  });
});
