import { armFailpoint, disarmFailpoints } from '../../platform/failpoints';
import { testApp } from '../../testing';
import { tillOf, usd } from '../../testing/till';

describe('a refund whose process breaks', () => {
  const sky = testApp({ listen: true });
  const { paid, sweep, hear, movementsOf } = tillOf(sky);

  afterEach(disarmFailpoints);

  it.each([
    'refund.before-gateway',
    'refund.after-gateway',
    'refund.before-commit',
    'refund.after-commit',
    'take-back.before-commit',
    'take-back.after-commit',
  ])('at %s pays the buyer once and takes the credit back once', async point => {
    const [ada, admin] = [await sky.make.customer(), await sky.make.admin()];
    const { paymentId, captureId } = await paid(ada);
    armFailpoint(point, { act: 'throw' });

    const body = { amount: '10.00', reason: 'Wrong plan' };
    expect((await admin.browser.post(`/api/admin/payments/${paymentId}/refunds`, body)).status).toBe(202);
    await hear();
    disarmFailpoints();
    await sweep(1);
    await sky.until(async () => (await sky.make.balanceOf(ada)) === usd('15.00'), 'the credit taken back');
    await sweep(1);

    expect(await movementsOf(ada)).toEqual(['credit_purchase 2500', 'refund -1000']);
    expect(sky.sandbox.paypal.refunds().filter(refund => refund.captureId === captureId)).toHaveLength(1);
  });
});
