import { testApp } from '../../testing';
import type { OwnedPaymentPageDto } from '../payments/owned-payment.dto';
import { tillOf, usd } from '../../testing/till';

describe('money that goes back at PayPal', () => {
  const sky = testApp({ listen: true });
  const { ordered, capture, paid, captureIdOf, movementsOf, hear } = tillOf(sky);

  afterEach(async () => {
    sky.sandbox.faults.clear();
    await hear();
  });

  const process = () => sky.runDueJobs('billing.process-webhook', 'billing.take-back');

  it('takes back each part of a refund once, whatever order the news comes in', async () => {
    const ada = await sky.make.customer();
    const { captureId } = await paid(ada);
    sky.sandbox.paypal.refundCapture(captureId, '10.00');
    sky.sandbox.paypal.refundCapture(captureId, '5.00');
    await sky.sandbox.paypal.deliveriesSettled();
    await sky.sandbox.paypal.replay({ last: 2, times: 3, shuffle: true });
    await process();
    await sky.sandbox.paypal.replay({ last: 2, times: 2, shuffle: true });
    await process();

    expect(await sky.make.balanceOf(ada)).toBe(usd('10.00'));
  });

  it('takes back a refund whose news comes before that of the payment', async () => {
    const ada = await sky.make.customer();
    const { orderId, paymentId } = await ordered(ada);
    await sky.sandbox.paypal.approve(orderId, { capture: 'PENDING' });
    await capture(ada, orderId);
    await sky.sandbox.paypal.settleCapture(captureIdOf(orderId), 'COMPLETED');
    sky.sandbox.paypal.refundCapture(captureIdOf(orderId));
    await sky.sandbox.paypal.deliveriesSettled();

    await process();

    expect(await movementsOf(ada)).toEqual(['credit_purchase 2500', 'refund -2500']);
    const admin = await sky.make.admin();
    const { body } = await admin.browser.get<OwnedPaymentPageDto>('/api/admin/payments');
    expect(body.data.find(({ id }) => id === paymentId)).toMatchObject({ state: 'completed', refunded: '25.00' });
  });

  it('lets a reversal make a debt of what is used up already, and takes nothing twice after a refund', async () => {
    const ada = await sky.make.customer();
    const { captureId } = await paid(ada);
    await sky.make.credit(ada.user.id, -usd('20.00'));
    sky.sandbox.paypal.refundCapture(captureId, '5.00');
    await sky.sandbox.paypal.deliveriesSettled();
    await process();

    sky.sandbox.paypal.reverseCapture(captureId);
    await sky.sandbox.paypal.deliveriesSettled();
    await sky.sandbox.paypal.replay({ last: 2, times: 2, shuffle: true });
    await process();

    expect(await movementsOf(ada)).toEqual(['credit_purchase 2500', 'adjustment -2000', 'refund -500', 'reversal -2000']);
    expect(await sky.make.balanceOf(ada)).toBe(-usd('20.00'));
  });

  it('tries again when PayPal cannot be asked about a refund', async () => {
    const ada = await sky.make.customer();
    const { captureId } = await paid(ada);
    sky.sandbox.faults.add({
      service: 'paypal',
      method: 'GET',
      path: '/v2/payments/refunds/*',
      fault: 'status',
      status: 500,
      times: 1,
    });
    sky.sandbox.paypal.refundCapture(captureId, '10.00');
    await sky.sandbox.paypal.deliveriesSettled();
    await process();
    expect(await sky.make.balanceOf(ada)).toBe(usd('25.00'));

    await sky.until(async () => (await sky.make.balanceOf(ada)) === usd('15.00'), 'the refund');
  });
});
