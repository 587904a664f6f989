import { reply, ScriptedServer } from '../testing/scripted-server';
import { PayPalHttpClient } from './client';
import type { PayPal } from './paypal';

const token = () => reply(200, { access_token: 'A21AA', token_type: 'Bearer', expires_in: 32_400, scope: '' });
const money = (value: string, currency_code = 'EUR') => ({ value, currency_code });

const dispute = (change: object = {}) => ({
  dispute_id: 'PP-D-1',
  create_time: '2026-11-25T10:00:00.000Z',
  status: 'RESOLVED',
  reason: 'UNAUTHORISED',
  dispute_amount: money('12.50'),
  disputed_transactions: [{ seller_transaction_id: '3C679366HH908993F' }],
  ...change,
});

const info = (change: object = {}) => ({
  transaction_info: {
    transaction_id: '3C679366HH908993F',
    transaction_event_code: 'T0006',
    transaction_initiation_date: '2026-11-25T10:00:00+0000',
    transaction_amount: money('12.50'),
    transaction_status: 'S',
    custom_field: '17',
    ...change,
  },
});

describe('what happens on the account', () => {
  let api: ScriptedServer;
  let paypal: PayPal;

  beforeAll(async () => {
    api = await ScriptedServer.start();
  });
  afterAll(() => api.stop());
  beforeEach(() => {
    paypal = new PayPalHttpClient({ apiBase: `${api.url}/paypal`, clientId: 'client', clientSecret: 'secret', timeoutMs: 300 });
  });

  describe('a dispute', () => {
    it.each([
      ['RESOLVED', 'RESOLVED_BUYER_FAVOUR', 'lost'],
      ['RESOLVED', 'ACCEPTED', 'lost'],
      ['RESOLVED', 'RESOLVED_SELLER_FAVOUR', 'won'],
      ['RESOLVED', 'CANCELED_BY_BUYER', 'won'],
      ['RESOLVED', 'RESOLVED_WITH_PAYOUT', 'won'],
      ['RESOLVED', 'SOMETHING_NEW', 'open'],
      ['RESOLVED', undefined, 'open'],
      ['UNDER_REVIEW', 'RESOLVED_BUYER_FAVOUR', 'open'],
      ['WAITING_FOR_SELLER_RESPONSE', undefined, 'open'],
    ])('that is %s with %s is %s', async (status, outcome_code, verdict) => {
      const dispute_outcome = outcome_code === undefined ? undefined : { outcome_code };
      api.script(token(), reply(200, dispute({ status, dispute_outcome })));

      expect(await paypal.dispute('PP-D-1')).toMatchObject({ verdict, captureId: '3C679366HH908993F', amount: '12.50' });
    });

    it('tells what went back, in the currency of the dispute only', async () => {
      const outcome = (value: object) => ({ dispute_outcome: { outcome_code: 'ACCEPTED', amount_refunded: value } });
      api.script(token(), reply(200, dispute(outcome(money('10.00')))), reply(200, dispute(outcome(money('10.00', 'USD')))));

      expect((await paypal.dispute('PP-D-1')).refunded).toBe('10.00');
      expect((await paypal.dispute('PP-D-1')).refunded).toBeNull();
    });
  });

  describe('a search for movements', () => {
    it('asks in whole seconds and reads signs, codes and states', async () => {
      const refund = info({
        transaction_id: 'R1',
        transaction_event_code: 'T1107',
        transaction_amount: money('-2.00'),
        paypal_reference_id: '3C679366HH908993F',
        transaction_status: 'P',
      });
      api.script(
        token(),
        reply(200, {
          transaction_details: [info(), refund],
          page: 1,
          total_pages: 2,
          last_refreshed_datetime: '2026-11-25T11:00:00+0000',
        }),
      );
      const [from, to] = [new Date('2026-11-01T00:00:00.123Z'), new Date('2026-11-25T12:00:00Z')];

      const page = await paypal.transactions({ from, to, page: 1 });

      expect(page).toMatchObject({
        pages: 2,
        completeUntil: new Date('2026-11-25T11:00:00Z'),
        transactions: [
          {
            id: '3C679366HH908993F',
            amount: '12.50',
            status: 'settled',
            customId: '17',
            happenedAt: new Date('2026-11-25T10:00:00Z'),
          },
          { id: 'R1', amount: '-2.00', status: 'pending', referenceId: '3C679366HH908993F' },
        ],
      });
      const query = new URL(api.last.url, 'http://here').searchParams;
      expect(Object.fromEntries(query)).toMatchObject({
        start_date: '2026-11-01T00:00:00Z',
        end_date: '2026-11-25T12:00:00Z',
        fields: 'all',
        page: '1',
      });
    });
  });

  describe('a kept way to pay', () => {
    const order = {
      requestId: 'order-17',
      paymentId: '17',
      amount: '12.50',
      currency: 'EUR',
      description: 'Credit',
      returnUrl: 'https://portal.example/return',
      cancelUrl: 'https://portal.example/cancel',
      brandName: 'Our Hosting',
    };

    it('is asked for with an order', async () => {
      api.script(token(), reply(201, { id: 'A', status: 'PAYER_ACTION_REQUIRED', links: [] }));
      await paypal.createOrder({ ...order, storesSource: true });

      expect(JSON.parse(api.last.body)).toMatchObject({
        payment_source: { paypal: { attributes: { vault: { store_in_vault: 'ON_SUCCESS', usage_type: 'MERCHANT' } } } },
      });
    });

    it('pays an order by its name, without the buyer', async () => {
      api.script(token(), reply(201, { id: 'A', status: 'COMPLETED', links: [] }));
      await paypal.createOrder({ ...order, vaultId: 'vault-1' });

      expect(JSON.parse(api.last.body).payment_source).toEqual({ paypal: { vault_id: 'vault-1' } });
    });

    it.each([
      ['VAULTED', { vaultId: 'vault-1', label: 'ada@buyer.example' }],
      ['APPROVED', null],
    ])('that an order shows as %s is read as %p', async (status, vaulted) => {
      const source = { paypal: { email_address: 'ada@buyer.example', attributes: { vault: { id: 'vault-1', status } } } };
      api.script(token(), reply(200, { id: 'A', status: 'COMPLETED', payment_source: source, links: [] }));

      expect((await paypal.order('A')).vaulted).toEqual(vaulted);
    });

    it('is gone when PayPal does not know it, and forgetting it twice is no fault', async () => {
      api.script(token(), reply(200, { id: 'vault-1' }), reply(404, {}), reply(204), reply(404, {}));

      expect(await paypal.keepsSource('vault-1')).toBe(true);
      expect(await paypal.keepsSource('vault-1')).toBe(false);
      await paypal.forgetSource('vault-1');
      await paypal.forgetSource('vault-1');
      expect(api.last).toMatchObject({ method: 'DELETE', url: '/paypal/v3/vault/payment-tokens/vault-1' });
    });
  });

  describe('a question about a webhook', () => {
    const headers = {
      'paypal-auth-algo': 'SHA256withRSA',
      'paypal-cert-url': 'https://api.paypal.com/cert',
      'paypal-transmission-id': 'id',
      'paypal-transmission-sig': 'sig',
      'paypal-transmission-time': '2026-11-25T10:00:00Z',
    };
    const event =
      '{"id":"WH-1", "event_type":"X","create_time":"2026-11-25T10:00:00Z","resource":{"amount":1.0,"text":"\\u00e9"}}';
    const ask = (body: string, known: Record<string, string> = headers) =>
      paypal.askAboutWebhook({ headers: known, rawBody: Buffer.from(body), webhookId: 'HOOK' });

    it('carries the very bytes that arrived', async () => {
      api.script(token(), reply(200, { verification_status: 'SUCCESS' }));

      expect(await ask(event)).toMatchObject({ verified: true, event: { id: 'WH-1' } });
      expect(api.last.body.endsWith(`,"webhook_event":${event}}`)).toBe(true);
      expect(JSON.parse(api.last.body)).toMatchObject({ webhook_id: 'HOOK', transmission_sig: 'sig' });
    });

    it('believes nothing but a yes', async () => {
      api.script(token(), reply(200, { verification_status: 'FAILURE' }));

      expect(await ask(event)).toMatchObject({ verified: false });
    });

    it.each([
      ['no signature', event, {}],
      ['members of its own', `${event.slice(0, -1)}},"webhook_id":"OTHER"`, headers],
      ['a list', '[1]', headers],
    ])('is not asked with %s', async (_name, body, known) => {
      const before = api.requests.length;

      expect(await ask(body, known)).toMatchObject({ verified: false });
      expect(api.requests.length).toBe(before);
    });
  });
});
