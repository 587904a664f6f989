import type { ContractCase } from '../gateway-contract';
import type { ContractDesk } from '../gateway-rig';
import { usd } from '../till';
import { ASKED, BY_HAND, REFUNDS_ITSELF } from './needs';

const OF_REFUND = { service: 'paypal', method: 'POST', path: '*/refund', times: 1 } as const;

/** Money that goes back takes its credit back once, and never more than was paid. */
export const REFUND_CASES: readonly ContractCase[] = [
  {
    name: 'takes all of the credit back when all of the money goes back',
    run: async desk => {
      const begun = await desk.credited();
      await desk.refund(begun);
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500', 'refund -2500']);
      expect(await desk.till.houseOf(begun.owner)).toEqual({});
    },
  },
  {
    name: 'takes each part back once, and the rest with the last',
    run: async desk => {
      const begun = await desk.credited();
      for (const part of ['5.00', '7.50', undefined]) await desk.refund(begun, part);
      expect(await desk.till.movementsOf(begun.owner)).toEqual([
        'credit_purchase 2500',
        'refund -500',
        'refund -750',
        'refund -1250',
      ]);
    },
  },
  {
    name: 'makes one refund of a request that is repeated',
    run: async desk => {
      const begun = await desk.credited();
      const key = desk.freshKey();
      const [one, same] = [await desk.askRefund(begun, '5.00', key), await desk.askRefund(begun, '5.00', key)];
      expect(same.body.id).toBe(one.body.id);
      expect((await desk.shown(begun)).refunds).toHaveLength(1);
    },
  },
  {
    name: 'refuses more than is left, and counts what is under way',
    run: async desk => {
      const begun = await desk.credited();
      expect(await desk.askRefund(begun, '25.01')).toMatchObject({ status: 422, body: { error: { code: 'refund_too_large' } } });
      expect((await desk.askRefund(begun, '20.00')).status).toBe(202);
      const more = await desk.askRefund(begun, '5.01');
      expect(more).toMatchObject({ status: 422, body: { error: { code: 'refund_too_large' } } });
      expect(more.body.error.details).toEqual([{ field: 'amount', message: 'At most $5.00 can be refunded.' }]);
    },
  },
  {
    name: 'lets one of five that refund all of it at the same time win',
    run: async desk => {
      const begun = await desk.credited();
      const answers = await Promise.all(Array.from({ length: 5 }, () => desk.askRefund(begun)));
      expect(answers.map(({ status }) => status).sort()).toEqual([202, 422, 422, 422, 422]);
    },
  },
  {
    name: 'refuses to refund what has not arrived',
    run: async desk => {
      const begun = await desk.begin();
      expect(await desk.askRefund(begun)).toMatchObject({ status: 422, body: { error: { code: 'payment_not_refundable' } } });
    },
  },
  {
    name: 'refuses a refund of nothing, and one without a reason',
    run: async desk => {
      const begun = await desk.credited();
      const { browser } = await desk.admin();
      expect((await desk.askRefund(begun, '0.00')).status).toBe(422);
      const without = await browser.post(`/api/admin/payments/${begun.paymentId}/refunds`, { amount: '5.00' });
      expect(without).toMatchObject({ status: 400, body: { error: { details: [{ field: 'reason' }] } } });
    },
  },
  {
    name: 'says before it is asked what a refund would do, and changes nothing',
    run: async desk => {
      const begun = await desk.credited();
      await desk.sky.make.credit(begun.owner.user.id, -usd('20.00'));
      const { browser } = await desk.admin();
      const { body } = await browser.get(`/api/admin/payments/${begun.paymentId}/refunds/preview?amount=10.00`);
      expect(body).toMatchObject({ amount: '10.00', left: '25.00', credit: '10.00', balance: '5.00', balanceAfter: '-5.00' });
      expect((await desk.shown(begun)).refunds).toEqual([]);
    },
  },
  {
    name: 'lets the balance become a debt when the credit is used up',
    run: async desk => {
      const begun = await desk.credited();
      await desk.sky.make.credit(begun.owner.user.id, -usd('20.00'));
      await desk.refund(begun);
      expect(await desk.sky.make.balanceOf(begun.owner)).toBe(-usd('20.00'));
    },
  },
  {
    name: 'keeps the request id when nobody knows what became of a refund, so that the buyer is paid once',
    need: REFUNDS_ITSELF,
    run: async desk => {
      const begun = await desk.credited();
      desk.sky.sandbox.faults.add({ ...OF_REFUND, fault: 'drop', after: true });
      const { body } = await desk.askRefund(begun, '10.00');
      await desk.sendRefunds();
      expect((await desk.shown(begun)).refunds).toMatchObject([{ id: body.id, state: 'unknown' }]);
      await desk.till.sweep(1);
      const [first, second, ...others] = refundIdsSent(desk, begun.orderId);
      expect(first).toMatch(new RegExp(`^refund-${body.id}-[0-9a-f]{12}$`));
      expect([second, ...others]).toEqual([first]);
      expect(
        desk.sky.sandbox.paypal.refunds().filter(({ captureId }) => captureId === desk.till.captureIdOf(begun.orderId)),
      ).toHaveLength(1);
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500', 'refund -1000']);
      expect((await desk.shown(begun)).refunds).toMatchObject([{ state: 'completed' }]);
    },
  },
  {
    name: 'hears of its own refund before its answer, and takes the credit back once',
    need: REFUNDS_ITSELF,
    run: async desk => {
      const begun = await desk.credited();
      desk.sky.sandbox.faults.add({ ...OF_REFUND, fault: 'garbage', after: true });
      await desk.askRefund(begun, '10.00');
      await desk.sendRefunds();
      await desk.till.hear();
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500', 'refund -1000']);
      await desk.till.sweep(1);
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500', 'refund -1000']);
      expect((await desk.shown(begun)).refunds).toMatchObject([{ state: 'completed', origin: 'staff' }]);
    },
  },
  {
    name: 'tries a refund again that was never sent',
    need: REFUNDS_ITSELF,
    run: async desk => {
      const begun = await desk.credited();
      desk.sky.sandbox.faults.add({ ...OF_REFUND, fault: 'status', status: 503 });
      await desk.askRefund(begun);
      await desk.sendRefunds();
      await desk.till.sweep(1);
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500', 'refund -2500']);
    },
  },
  {
    name: 'ends a refund that the gateway refuses, and leaves its money to refund',
    need: REFUNDS_ITSELF,
    run: async desk => {
      const begun = await desk.credited();
      desk.sky.sandbox.faults.add({ ...OF_REFUND, fault: 'status', status: 422 });
      await desk.askRefund(begun);
      await desk.sendRefunds();
      expect((await desk.shown(begun)).refunds).toMatchObject([{ state: 'failed' }]);
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500']);
      await desk.refund(begun);
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500', 'refund -2500']);
    },
  },
  {
    name: 'takes back and lists a refund that was made at the gateway, once, and leaves only the rest to refund',
    need: REFUNDS_ITSELF,
    run: async desk => {
      const begun = await desk.credited();
      desk.sky.sandbox.paypal.refundCapture(desk.till.captureIdOf(begun.orderId), '10.00');
      await desk.till.hear();
      await desk.sky.sandbox.paypal.replay({ last: 1, times: 3 });
      await desk.till.hear();
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500', 'refund -1000']);
      expect((await desk.shown(begun)).refunds).toMatchObject([{ origin: 'gateway', state: 'completed', amount: '10.00' }]);
      expect((await desk.askRefund(begun, '15.01')).status).toBe(422);
      await desk.refund(begun);
      expect(await desk.till.movementsOf(begun.owner)).toContain('refund -1500');
    },
  },
  {
    name: 'takes back a refund whose news comes before that of the payment',
    need: ASKED,
    run: async desk => {
      const begun = await desk.begin();
      await desk.sky.sandbox.paypal.approve(begun.orderId);
      desk.sky.sandbox.faults.add({ service: 'paypal', method: 'POST', path: '*/capture', times: 1, fault: 'drop', after: true });
      await desk.till.capture(begun.owner, begun.orderId);
      desk.sky.sandbox.paypal.refundCapture(desk.till.captureIdOf(begun.orderId), '4.00');
      await desk.till.sweep(1);
      await desk.till.hear();
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500', 'refund -400']);
    },
  },
  {
    name: 'waits for the person who pays out, and takes the same booking once',
    need: BY_HAND,
    run: async desk => {
      const begun = await desk.credited();
      const { body } = await desk.askRefund(begun, '10.00');
      await desk.sendRefunds();
      await desk.till.sweep(48);
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500']);
      const { browser } = await desk.admin();
      const booking = { bankReference: `OUT-${body.id}` };
      expect((await browser.post(`/api/admin/refunds/${body.id}/paid-out`, booking)).status).toBe(200);
      expect((await browser.post(`/api/admin/refunds/${body.id}/paid-out`, booking)).status).toBe(409);
      await desk.sky.runDueJobs('billing.take-back');
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500', 'refund -1000']);
    },
  },
  {
    name: 'withdraws a refund that nobody has paid out, and leaves its money to refund',
    need: BY_HAND,
    run: async desk => {
      const begun = await desk.credited();
      const { body } = await desk.askRefund(begun);
      await desk.sendRefunds();
      const { browser } = await desk.admin();
      expect((await browser.post(`/api/admin/refunds/${body.id}/withdraw`)).body).toMatchObject({ state: 'failed' });
      await desk.refund(begun, '1.00');
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500', 'refund -100']);
    },
  },
];

function refundIdsSent(desk: ContractDesk, orderId: string): unknown[] {
  return desk.sky.sandbox.journal
    .entries({ service: 'paypal', method: 'POST', path: `/v2/payments/captures/${desk.till.captureIdOf(orderId)}/refund` })
    .map(({ headers }) => headers['paypal-request-id']);
}
