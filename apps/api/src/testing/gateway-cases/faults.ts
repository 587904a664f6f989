import type { ContractCase } from '../gateway-contract';
import type { ContractDesk } from '../gateway-rig';
import { ASKED } from './needs';

const OF_CAPTURE = { service: 'paypal', method: 'POST', path: '*/capture', times: 1 } as const;
const OF_ORDER = { service: 'paypal', method: 'POST', path: '/v2/checkout/orders', times: 1 } as const;

/** Whatever a request meets, the money is credited once, and silence is never taken for a no. */
export const FAULT_CASES: readonly ContractCase[] = [
  fault('a capture that fails before it is carried out', { ...OF_CAPTURE, fault: 'status', status: 500 }),
  fault('a capture that was carried out and answered with a fault', { ...OF_CAPTURE, fault: 'status', status: 500, after: true }),
  fault('a capture whose answer was lost', { ...OF_CAPTURE, fault: 'drop', after: true }),
  fault('a capture that was never sent', { ...OF_CAPTURE, fault: 'drop' }),
  fault('a capture that is answered with garbage', { ...OF_CAPTURE, fault: 'garbage', after: true }),
  fault('an order that cannot be read', {
    service: 'paypal',
    method: 'GET',
    path: '/v2/checkout/orders/*',
    times: 1,
    fault: 'drop',
  }),
  {
    name: 'makes one order when the answer to the first request was lost',
    need: ASKED,
    run: async desk => {
      const owner = await desk.sky.make.customer();
      const key = desk.freshKey();
      const before = desk.sky.sandbox.paypal.orders().length;
      desk.sky.sandbox.faults.add({ ...OF_ORDER, fault: 'drop', after: true });
      expect((await desk.checkout(owner, '25.00', key)).status).toBe(503);
      expect((await desk.checkout(owner, '25.00', key)).status).toBe(201);
      expect(desk.sky.sandbox.paypal.orders().length).toBe(before + 1);
    },
  },
  {
    name: 'finds an order captured already, and credits its capture once',
    need: ASKED,
    run: async desk => {
      const begun = await desk.begin();
      await desk.sky.sandbox.paypal.approve(begun.orderId);
      desk.sky.sandbox.faults.add({ ...OF_CAPTURE, fault: 'drop', after: true });
      await desk.till.capture(begun.owner, begun.orderId);
      // The next attempt meets an order that is captured, under a request id that PayPal has forgotten.
      await desk.sky.em.execute('update payments set capture_attempt = 9 where id = ?', [begun.paymentId]);
      await desk.till.sweep(1);
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500']);
    },
  },
  {
    name: 'credits money under review once it is there',
    need: ASKED,
    run: async desk => {
      const begun = await desk.begin();
      await desk.sky.sandbox.paypal.approve(begun.orderId, { capture: 'PENDING' });
      await desk.news(begun);
      expect(await desk.till.movementsOf(begun.owner)).toEqual([]);
      await desk.sky.sandbox.paypal.settleCapture(desk.till.captureIdOf(begun.orderId), 'COMPLETED');
      await desk.news(begun);
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500']);
    },
  },
  {
    name: 'ends a payment whose review ends with a no, without credit',
    need: ASKED,
    run: async desk => {
      const begun = await desk.begin();
      await desk.sky.sandbox.paypal.approve(begun.orderId, { capture: 'PENDING' });
      await desk.news(begun);
      await desk.sky.sandbox.paypal.settleCapture(desk.till.captureIdOf(begun.orderId), 'DECLINED');
      await desk.news(begun);
      expect(await desk.shown(begun)).toMatchObject({ state: 'failed', detail: 'declined' });
      expect(await desk.till.movementsOf(begun.owner)).toEqual([]);
    },
  },
  {
    name: 'lets a declined order be paid in another way',
    need: ASKED,
    run: async desk => {
      const begun = await desk.begin();
      desk.sky.sandbox.paypal.decline(begun.orderId);
      expect((await desk.till.capture(begun.owner, begun.orderId)).status).toBe(422);
      await desk.rig.arrive(begun);
      await desk.news(begun);
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500']);
    },
  },
  {
    name: 'waits through days of silence',
    need: ASKED,
    run: async desk => {
      const begun = await desk.begin();
      await desk.sky.sandbox.paypal.approve(begun.orderId);
      desk.sky.sandbox.faults.add({ service: 'paypal', path: '*', fault: 'status', status: 503 });
      await desk.till.capture(begun.owner, begun.orderId);
      for (let day = 0; day < 5; day += 1) await desk.till.sweep(24);
      expect((await desk.shown(begun)).detail).toBe('unknown');
      desk.sky.sandbox.faults.clear();
      await desk.till.sweep(24);
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500']);
    },
  },
];

function fault(name: string, met: Parameters<ContractDesk['sky']['sandbox']['faults']['add']>[0]): ContractCase {
  return {
    name: `settles ${name}, once`,
    need: ASKED,
    run: async desk => {
      const begun = await desk.begin();
      await desk.sky.sandbox.paypal.approve(begun.orderId);
      desk.sky.sandbox.faults.add(met);
      await desk.news(begun);
      await desk.till.sweep(1);
      await desk.till.sweep(1);
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500']);
      expect(desk.sky.sandbox.paypal.captures().filter(({ orderId }) => orderId === begun.orderId)).toHaveLength(1);
    },
  };
}
