import { testApp } from '../../testing';
import { type Refusal, tillOf } from '../../testing/till';
import type { DisputeDto, DisputePageDto } from '../disputes/dispute.dto';
import type { RefundDto, RefundPageDto } from '../refunds/refund.dto';
import type { OwnedPaymentPageDto, PaymentDetailDto } from './owned-payment.dto';

describe('payments, as staff look at them', () => {
  const sky = testApp({ listen: true });
  const { paid, ordered, hear } = tillOf(sky);

  it('are found by user, PayPal’s ids, number, amount, state and gateway', async () => {
    const [ada, bob, admin] = [
      await sky.make.customer({ username: 'ada-lovelace' }),
      await sky.make.customer({ username: 'bob%' }),
      await sky.make.admin(),
    ];
    const one = await paid(ada, '33.00');
    const other = await ordered(bob, '44.00');
    sky.sandbox.paypal.refundCapture(one.captureId, '1.00');
    await hear();
    const refundId = sky.sandbox.paypal.refunds().at(-1)?.id ?? '';
    const found = async (query: string) =>
      (await admin.browser.get<OwnedPaymentPageDto>(`/api/admin/payments?${query}`)).body.data.map(({ id }) => id);

    for (const search of ['ada-love', 'ada-lovelace@example', one.orderId, one.captureId, refundId, String(one.paymentId)])
      expect(await found(`search=${encodeURIComponent(search)}`)).toEqual([one.paymentId]);
    expect(await found('search=bob%25')).toEqual([other.paymentId]);
    expect(await found('search=%25')).toEqual([]);
    expect(await found('least=33.00&most=33.00')).toEqual([one.paymentId]);
    expect(await found('least=40&state=pending&gateway=paypal')).toEqual([other.paymentId]);
    expect(await found('gateway=bank_transfer')).toEqual([]);
    expect((await admin.browser.get('/api/admin/payments?least=much')).status).toBe(400);
  });

  it('tell all that happened to one', async () => {
    const [ada, admin] = [await sky.make.customer(), await sky.make.admin()];
    const { paymentId, captureId } = await paid(ada);
    await admin.browser.post(`/api/admin/payments/${paymentId}/refunds`, { amount: '5.00', reason: 'Wrong plan' });
    await hear();
    await sky.sandbox.paypal.openDispute(captureId, { value: '2.00', reason: 'ITEM_NOT_RECEIVED' });
    await hear();

    const { body } = await admin.browser.get<PaymentDetailDto>(`/api/admin/payments/${paymentId}`);

    expect(body).toMatchObject({ refunded: '5.00', awaitsArrival: false, user: { id: ada.user.id } });
    const kinds = body.history.map(({ kind }) => kind);
    expect(kinds[0]).toBe('opened');
    expect(new Set(kinds)).toEqual(new Set(['opened', 'notice', 'credited', 'refund', 'moved', 'dispute']));
    expect(body.refunds).toMatchObject([{ amount: '5.00', state: 'completed', requestedBy: admin.user.username }]);
    expect(body.disputes).toMatchObject([{ amount: '2.00', state: 'open' }]);
    expect((await admin.browser.get('/api/admin/payments/999999')).status).toBe(404);
    expect((await ada.browser.get(`/api/admin/payments/${paymentId}`)).status).toBe(403);
  });

  it('gives money back once for a key, also when the process died before it could answer', async () => {
    const admin = await sky.make.admin();
    const { paymentId } = await paid(await sky.make.customer());
    const ask = (amount: string) =>
      admin.browser.post<RefundDto & Refusal>(
        `/api/admin/payments/${paymentId}/refunds`,
        { amount, reason: 'Wrong plan' },
        { 'idempotency-key': 'refund-key' },
      );
    const first = await ask('5.00');
    // What the process would have remembered went with it.
    await sky.em.execute('delete from idempotent_requests');
    const again = await ask('5.00');
    await sky.em.execute('delete from idempotent_requests');
    const other = await ask('6.00');

    expect([first.status, again.status, again.body.id]).toEqual([202, 202, first.body.id]);
    expect([other.status, other.body.error.code]).toEqual([409, 'idempotency_key_reused']);
  });

  it('lists and shows refunds and cases, and none that there is not', async () => {
    const [ada, admin] = [await sky.make.customer(), await sky.make.admin()];
    const { paymentId, captureId } = await paid(ada);
    await admin.browser.post(`/api/admin/payments/${paymentId}/refunds`, { amount: '5.00', reason: 'Wrong plan' });
    await hear();
    await sky.sandbox.paypal.openDispute(captureId);
    await hear();

    const refunds = await admin.browser.get<RefundPageDto>('/api/admin/refunds?state=completed');
    const refund = refunds.body.data.find(one => one.paymentId === paymentId);
    expect((await admin.browser.get<RefundDto>(`/api/admin/refunds/${refund?.id}`)).body).toEqual(refund);
    const disputes = await admin.browser.get<DisputePageDto>('/api/admin/disputes?state=open');
    const dispute = disputes.body.data.find(one => one.paymentId === paymentId);
    expect((await admin.browser.get<DisputeDto>(`/api/admin/disputes/${dispute?.id}`)).body).toEqual(dispute);
    for (const path of ['refunds/999999', 'disputes/999999'])
      expect((await admin.browser.get(`/api/admin/${path}`)).status).toBe(404);
    expect((await admin.browser.get('/api/admin/refunds?state=lost')).status).toBe(400);
    expect((await admin.browser.post('/api/admin/payments/999999/refunds', { reason: 'None there' })).status).toBe(404);
    const nothing = await admin.browser.post(`/api/admin/payments/${paymentId}/refunds`, { amount: null, reason: 'Nothing' });
    expect(nothing).toMatchObject({ status: 400, body: { error: { details: [{ field: 'amount' }] } } });
  });
});
