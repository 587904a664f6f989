import { testApp } from '../../testing';
import { tillOf } from '../../testing/till';
import type { SettlementCheckPageDto, SettlementDifferenceDto, SettlementDifferencePageDto } from './settlement.dto';

describe('the comparison with PayPal’s own list', () => {
  const sky = testApp();
  const { ordered, paid, movementsOf } = tillOf(sky);

  beforeEach(async () => {
    sky.sandbox.paypal.reporting.hidden.clear();
    // PayPal’s list is three hours late; what is younger proves nothing.
    await later(4);
  });
  afterEach(() => sky.sandbox.faults.clear());

  /** PayPal’s time goes on as ours does. */
  const later = async (hours: number) => {
    sky.sandbox.clock.advance(hours);
    await sky.advance(hours);
  };
  const check = async () => {
    const admin = await sky.make.admin();
    const { status } = await admin.browser.post('/api/admin/settlement/checks', { days: 31 });
    expect(status).toBe(202);
    await sky.runDueJobs('billing.check-settlement');
    const { body } = await admin.browser.get<SettlementCheckPageDto>('/api/admin/settlement/checks');
    return body.data[0];
  };
  const open = async () => {
    const admin = await sky.make.admin();
    return (await admin.browser.get<SettlementDifferencePageDto>('/api/admin/settlement/differences')).body.data;
  };
  /** So that what was just paid is old enough to be compared. */
  const settleAll = async () => {
    await later(4);
    await sky.runDueJobs('billing.send-refund', 'billing.take-back');
  };

  it('finds nothing where payments, refunds and reversals agree', async () => {
    const [ada, bob] = [await sky.make.customer(), await sky.make.customer()];
    const one = await paid(ada);
    const other = await paid(bob, '40.00');
    const admin = await sky.make.admin();
    await admin.browser.post(`/api/admin/payments/${one.paymentId}/refunds`, { amount: '5.00', reason: 'Wrong plan' });
    await sky.runDueJobs('billing.send-refund', 'billing.take-back');
    await sky.sandbox.paypal.deliveriesSettled();
    expect(other.captureId).not.toBe('');
    await settleAll();

    expect(await check()).toMatchObject({ state: 'done', seen: 3, matched: 3, mended: 0, differences: 0 });
    expect(await open()).toEqual([]);
  });

  it('books a capture and a refund that were never heard of', async () => {
    const ada = await sky.make.customer();
    const { orderId, paymentId } = await ordered(ada);
    await sky.sandbox.paypal.approve(orderId);
    sky.sandbox.faults.add({ service: 'paypal', method: 'POST', path: '*/capture', times: 1, fault: 'drop', after: true });
    await ada.browser.post('/api/billing/capture-paypal-payment', { orderId });
    await sky.em.execute('update payments set next_check_at = null where id = ?', [paymentId]);
    const captureId = sky.sandbox.paypal.captures().find(row => row.orderId === orderId)?.id ?? '';
    sky.sandbox.paypal.refundCapture(captureId, '10.00');
    await settleAll();

    const result = await check();

    expect(result?.mended).toBeGreaterThanOrEqual(1);
    expect(await movementsOf(ada)).toEqual(['credit_purchase 2500', 'refund -1000']);
  });

  it('lists money at PayPal that belongs to nobody here, once, until it is dealt with', async () => {
    const ada = await sky.make.customer();
    const { orderId } = await ordered(ada);
    const order = sky.sandbox.paypal.orders().find(({ id }) => id === orderId);
    Object.assign(order?.purchaseUnits[0] ?? {}, { custom_id: 'shop-7' });
    await sky.sandbox.paypal.approve(orderId);
    await ada.browser.post('/api/billing/capture-paypal-payment', { orderId });
    await settleAll();

    await check();
    await check();

    const captureId = sky.sandbox.paypal.captures().find(row => row.orderId === orderId)?.id;
    const found = (await open()).filter(({ gatewayId }) => gatewayId === captureId);
    expect(found).toMatchObject([{ kind: 'missing_here', subject: 'capture', amountThere: '25.00', amountHere: null }]);
    expect(found[0]?.advice).toContain('no payment of ours');
    const admin = await sky.make.admin();
    const address = `/api/admin/settlement/differences/${found[0]?.id}/resolve`;
    expect((await admin.browser.post(address, { resolution: '' })).status).toBe(400);
    const dealt = await admin.browser.post<SettlementDifferenceDto>(address, { resolution: 'Refunded at PayPal.' });
    expect(dealt.body).toMatchObject({ resolution: 'Refunded at PayPal.' });
    expect((await admin.browser.post(address, { resolution: 'Again.' })).status).toBe(409);
    expect((await admin.browser.post('/api/admin/settlement/differences/999999/resolve', { resolution: 'None.' })).status).toBe(
      404,
    );
  });

  it('lists a credit that PayPal does not show, and settles the difference when it does', async () => {
    const ada = await sky.make.customer();
    const { captureId, paymentId } = await paid(ada, '33.00');
    await settleAll();
    sky.sandbox.paypal.reporting.hidden.add(captureId);

    await check();
    expect((await open()).find(({ gatewayId }) => gatewayId === captureId)).toMatchObject({
      kind: 'missing_there',
      paymentId,
      amountHere: '33.00',
    });

    sky.sandbox.paypal.reporting.hidden.clear();
    await check();
    expect((await open()).find(({ gatewayId }) => gatewayId === captureId)).toBeUndefined();
  });

  it('does not take what PayPal has not listed yet for missing', async () => {
    sky.sandbox.paypal.reporting.lagMs = 2 * 86_400_000;
    const { captureId } = await paid(await sky.make.customer());
    await settleAll();

    await check();

    sky.sandbox.paypal.reporting.lagMs = 0;
    expect((await open()).find(({ gatewayId }) => gatewayId === captureId)).toBeUndefined();
  });

  it('tries again when PayPal cannot be asked, and refuses a second check meanwhile', async () => {
    sky.sandbox.faults.add({ service: 'paypal', path: '/v1/reporting/transactions', fault: 'status', status: 503 });
    const admin = await sky.make.admin();
    expect((await admin.browser.post('/api/admin/settlement/checks', { days: 0 })).status).toBe(400);
    expect((await admin.browser.post('/api/admin/settlement/checks', { days: 2 })).status).toBe(202);
    await sky.runDueJobs('billing.check-settlement');
    expect((await admin.browser.post('/api/admin/settlement/checks', { days: 2 })).status).toBe(409);

    sky.sandbox.faults.clear();
    await sky.until(async () => {
      const { body } = await admin.browser.get<SettlementCheckPageDto>('/api/admin/settlement/checks');
      return body.data[0]?.state === 'done';
    }, 'the check');
  });
});
