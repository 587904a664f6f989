import { drop, hang, reply, ScriptedServer, type Script } from '../testing/scripted-server';
import { UpstreamNotFound, UpstreamRateLimited, UpstreamRefused, UpstreamUnknown } from '../upstream';
import { PayPalHttpClient } from './client';
import type { NewOrder } from './order';
import type { PayPal } from './paypal';

const token = () => reply(200, { access_token: 'A21AA', token_type: 'Bearer', expires_in: 32_400, scope: '' });

const refusal = (issue: string, links: unknown[] = []) => ({
  name: 'UNPROCESSABLE_ENTITY',
  message: 'The requested action could not be performed.',
  debug_id: 'fca4f02b5ccc2',
  details: [{ issue, description: 'In other words.' }],
  links,
});

const money = (value: string, currency_code = 'EUR') => ({ value, currency_code });

const capture = (change: object = {}) => ({
  id: '3C679366HH908993F',
  status: 'COMPLETED',
  amount: money('12.50'),
  custom_id: '17',
  links: [{ rel: 'up', href: 'https://api-m.paypal.com/v2/checkout/orders/5O190127TN364715T' }],
  ...change,
});

const order = (change: object = {}, payments: object = {}) => ({
  id: '5O190127TN364715T',
  status: 'COMPLETED',
  purchase_units: [{ reference_id: 'default', custom_id: '17', amount: money('12.50'), payments }],
  links: [],
  ...change,
});

const newOrder: NewOrder = {
  requestId: 'order-17',
  paymentId: '17',
  amount: '12.50',
  currency: 'EUR',
  description: 'Credit',
  returnUrl: 'https://portal.example/return',
  cancelUrl: 'https://portal.example/cancel',
  brandName: 'Our Hosting',
};

describe(PayPalHttpClient, () => {
  let api: ScriptedServer;
  let paypal: PayPal;

  beforeAll(async () => {
    api = await ScriptedServer.start();
  });
  afterAll(() => api.stop());
  beforeEach(() => {
    paypal = new PayPalHttpClient({
      apiBase: `${api.url}/paypal`,
      clientId: 'client',
      clientSecret: 'client-secret',
      timeoutMs: 300,
    });
  });

  describe('an order', () => {
    it('is created for our payment, to be paid at once', async () => {
      const links = [
        { rel: 'self', href: 'https://api-m.paypal.com/v2/checkout/orders/5O190127TN364715T' },
        { rel: 'payer-action', href: 'https://www.paypal.com/checkoutnow?token=5O190127TN364715T' },
      ];
      api.script(
        token(),
        reply(201, { id: '5O190127TN364715T', status: 'PAYER_ACTION_REQUIRED', payment_source: { paypal: {} }, links }),
      );

      expect(await paypal.createOrder(newOrder)).toEqual({
        orderId: '5O190127TN364715T',
        status: 'PAYER_ACTION_REQUIRED',
        approveUrl: 'https://www.paypal.com/checkoutnow?token=5O190127TN364715T',
      });
      expect(api.last).toMatchObject({ method: 'POST', url: '/paypal/v2/checkout/orders' });
      expect(api.last.headers['paypal-request-id']).toBe('order-17');
      expect(JSON.parse(api.last.body)).toMatchObject({
        intent: 'CAPTURE',
        purchase_units: [{ custom_id: '17', amount: { currency_code: 'EUR', value: '12.50' } }],
        payment_source: { paypal: { experience_context: { return_url: newOrder.returnUrl, user_action: 'PAY_NOW' } } },
      });
    });

    it.each([
      ['approve', 'https://www.paypal.com/checkoutnow?token=A', 'https://www.paypal.com/checkoutnow?token=A'],
      ['payer-action', 'javascript:alert(1)', null],
      ['self', 'https://api-m.paypal.com/v2/checkout/orders/A', null],
    ])('sends the buyer by the link %s to %s as %p', async (rel, href, approveUrl) => {
      api.script(token(), reply(201, { id: 'A', status: 'CREATED', links: [{ rel, href }] }));

      expect(await paypal.createOrder(newOrder)).toMatchObject({ approveUrl });
    });

    it('tells what was taken and what went back', async () => {
      const up = { rel: 'up', href: 'https://api-m.paypal.com/v2/payments/captures/3C679366HH908993F' };
      const refunds = [
        { id: 'R1', status: 'COMPLETED', amount: money('2.00'), links: [up] },
        { id: 'R2', status: 'COMPLETED', amount: money('0.50'), links: [up] },
        { id: 'R3', status: 'FAILED', amount: money('1.00'), links: [up] },
      ];
      api.script(token(), reply(200, order({}, { captures: [capture({ status: 'PARTIALLY_REFUNDED' })], refunds })));

      expect(await paypal.order('5O190127TN364715T')).toMatchObject({
        status: 'COMPLETED',
        amount: '12.50',
        currency: 'EUR',
        customId: '17',
        captures: [{ id: '3C679366HH908993F', status: 'PARTIALLY_REFUNDED', amount: '12.50', refundedAmount: '2.50' }],
        refunds: [{ id: 'R1', captureId: '3C679366HH908993F', amount: '2.00' }, { id: 'R2' }, { id: 'R3', status: 'FAILED' }],
      });
    });

    it.each([
      ['COMPLETED', '0.00'],
      ['REFUNDED', '12.50'],
      ['PARTIALLY_REFUNDED', null],
    ])('with a capture %s and no list of refunds has given back %p', async (status, refundedAmount) => {
      api.script(token(), reply(200, order({}, { captures: [capture({ status })] })));

      expect((await paypal.order('A')).captures).toMatchObject([{ refundedAmount }]);
    });

    it('that PayPal does not know is missing', async () => {
      api.script(token(), reply(404, { name: 'RESOURCE_NOT_FOUND', details: [{ issue: 'INVALID_RESOURCE_ID' }] }));

      const missing = paypal.order('../captures');

      await expect(missing).rejects.toBeInstanceOf(UpstreamNotFound);
      expect(api.last.url).toBe('/paypal/v2/checkout/orders/..%2Fcaptures');
    });
  });

  describe('a capture', () => {
    const take = () => paypal.captureOrder({ orderId: '5O190127TN364715T', requestId: 'capture-17-1' });

    it('is answered with the state of the money itself', async () => {
      const pending = capture({ status: 'PENDING', status_details: { reason: 'PENDING_REVIEW' } });
      const short = { purchase_units: [{ reference_id: 'default', payments: { captures: [pending] } }] };
      api.script(token(), reply(201, order(short)));

      expect(await take()).toMatchObject({
        kind: 'answered',
        order: { status: 'COMPLETED', amount: null, customId: '17', captures: [{ status: 'PENDING', reason: 'PENDING_REVIEW' }] },
      });
      expect(api.last).toMatchObject({ method: 'POST', url: '/paypal/v2/checkout/orders/5O190127TN364715T/capture' });
      expect(api.last.headers['paypal-request-id']).toBe('capture-17-1');
    });

    it('sends the buyer back after a decline', async () => {
      const links = [{ rel: 'redirect', href: 'https://www.paypal.com/checkoutnow?token=5O190127TN364715T' }];
      api.script(token(), reply(422, refusal('INSTRUMENT_DECLINED', links)));

      expect(await take()).toEqual({
        kind: 'declined',
        approveUrl: 'https://www.paypal.com/checkoutnow?token=5O190127TN364715T',
        debugId: 'fca4f02b5ccc2',
      });
    });

    it.each([
      ['ORDER_ALREADY_CAPTURED', 'already_captured'],
      ['ORDER_NOT_APPROVED', 'not_approved'],
      ['PAYER_ACTION_REQUIRED', 'not_approved'],
    ])('that PayPal answers %s is %s', async (issue, kind) => {
      api.script(token(), reply(422, refusal(issue)));

      expect(await take()).toMatchObject({ kind });
    });

    it('that is refused for another reason keeps the issue and the debug id', async () => {
      api.script(token(), reply(422, refusal('PAYEE_ACCOUNT_RESTRICTED'), { 'paypal-debug-id': 'from-the-header' }));

      const taken = take();

      await expect(taken).rejects.toBeInstanceOf(UpstreamRefused);
      await expect(taken).rejects.toMatchObject({
        issue: 'PAYEE_ACCOUNT_RESTRICTED',
        debugId: 'from-the-header',
        reason: 'PAYEE_ACCOUNT_RESTRICTED: In other words.',
      });
    });

    it.each<[string, Script]>([
      ['a time-out', hang],
      ['a lost connection', drop],
      ['a fault', reply(500, { name: 'INTERNAL_SERVER_ERROR' })],
      ['a success nobody can read', reply(201, '')],
      [
        'a note that an earlier try is under way',
        reply(409, { name: 'RESOURCE_CONFLICT', details: [{ issue: 'PREVIOUS_REQUEST_IN_PROGRESS' }] }),
      ],
      ['a note that the request is a duplicate', reply(422, refusal('DUPLICATE_REQUEST_ID'))],
    ])('is open after %s', async (_name, script) => {
      api.script(token(), script);

      await expect(take()).rejects.toBeInstanceOf(UpstreamUnknown);
    });

    it('that comes too often says so', async () => {
      api.script(token(), reply(429, { name: 'RATE_LIMIT_REACHED' }));

      await expect(take()).rejects.toBeInstanceOf(UpstreamRateLimited);
    });

    it('can be read again by its id', async () => {
      api.script(
        token(),
        reply(200, capture({ supplementary_data: { related_ids: { order_id: 'ORDER1' } }, status: 'SETTLING' })),
      );

      expect(await paypal.capture('3C679366HH908993F')).toEqual({
        id: '3C679366HH908993F',
        status: 'UNKNOWN',
        reason: null,
        amount: '12.50',
        currency: 'EUR',
        orderId: 'ORDER1',
        customId: '17',
        refundedAmount: null,
      });
    });
  });

  describe('a refund', () => {
    it('gives back a part and tells the sum', async () => {
      const links = [{ rel: 'up', href: 'https://api-m.paypal.com/v2/payments/captures/3C67' }];
      const breakdown = { total_refunded_amount: money('4.50') };
      api.script(
        token(),
        reply(201, { id: 'R1', status: 'COMPLETED', amount: money('2.00'), seller_payable_breakdown: breakdown, links }),
      );

      const refund = await paypal.refundCapture({ requestId: 'refund-3', captureId: '3C67', amount: '2.00', currency: 'EUR' });

      expect(refund).toEqual({
        id: 'R1',
        status: 'COMPLETED',
        amount: '2.00',
        currency: 'EUR',
        captureId: '3C67',
        totalRefunded: '4.50',
      });
      expect(JSON.parse(api.last.body)).toEqual({ amount: { currency_code: 'EUR', value: '2.00' } });
      expect(api.last.headers['paypal-request-id']).toBe('refund-3');
    });

    it('gives back all that is left when no amount is named', async () => {
      api.script(token(), reply(201, { id: 'R1', status: 'PENDING' }));

      expect(await paypal.refundCapture({ requestId: 'refund-4', captureId: '3C67' })).toMatchObject({
        status: 'PENDING',
        amount: null,
      });
      expect(JSON.parse(api.last.body)).toEqual({});
    });
  });
});
