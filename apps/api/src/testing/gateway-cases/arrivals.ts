import { SettingsService } from '../../settings';
import type { ContractCase } from '../gateway-contract';
import type { ContractDesk } from '../gateway-rig';
import { usd } from '../till';
import { ASKED } from './needs';

const HOUR_MS = 3_600_000;

/** Money that arrives: once, whoever tells of it, in whatever amount. */
export const ARRIVAL_CASES: readonly ContractCase[] = [
  {
    name: 'credits money that arrived',
    run: async desk => {
      const begun = await desk.credited();
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500']);
    },
  },
  {
    name: 'credits nothing while nothing has arrived',
    run: async desk => {
      const begun = await desk.begin();
      await desk.news(begun);
      expect(await desk.till.movementsOf(begun.owner)).toEqual([]);
      expect(await desk.shown(begun)).toMatchObject({ state: 'pending', detail: 'created' });
    },
  },
  {
    name: 'credits once however often it hears the news',
    run: async desk => {
      const begun = await desk.credited();
      for (let time = 0; time < 4; time += 1) await desk.news(begun);
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500']);
    },
  },
  {
    name: 'credits once when ten hear the news at the same time',
    run: async desk => {
      const begun = await desk.begin();
      await desk.rig.arrive(begun);
      await Promise.all(Array.from({ length: 10 }, () => desk.news(begun)));
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500']);
    },
  },
  {
    name: 'credits less than was asked for as it arrived, and says so',
    run: async desk => {
      const begun = await desk.begin();
      await desk.rig.arrive(begun, '24.99');
      await desk.news(begun);
      expect(await desk.sky.make.balanceOf(begun.owner)).toBe(usd('24.99'));
      expect((await desk.shown(begun)).lastError).toContain('$24.99 arrived instead of $25.00');
    },
  },
  {
    name: 'credits more than was asked for as it arrived, and says so',
    run: async desk => {
      const begun = await desk.begin();
      await desk.rig.arrive(begun, '30.00');
      await desk.news(begun);
      expect(await desk.sky.make.balanceOf(begun.owner)).toBe(usd('30.00'));
      expect((await desk.shown(begun)).lastError).toContain('$30.00 arrived instead of $25.00');
    },
  },
  {
    name: 'splits tax on top from the credit, in proportion when another amount arrives',
    run: desk =>
      withTax(desk, async () => {
        const [exact, other] = [await desk.begin(), await desk.begin()];
        await desk.rig.arrive(exact);
        await desk.rig.arrive(other, '14.88');
        await desk.news(exact);
        await desk.news(other);
        expect(await desk.till.movementsOf(exact.owner)).toEqual(['credit_purchase 2500']);
        expect(await desk.till.houseOf(exact.owner)).toMatchObject({ tax_payable: 475 });
        expect(await desk.till.movementsOf(other.owner)).toEqual(['credit_purchase 1250']);
        expect(await desk.till.houseOf(other.owner)).toMatchObject({ tax_payable: 238 });
      }),
  },
  {
    name: 'gives up an order whose buyer never came, and still credits it when the money comes late',
    run: async desk => {
      const begun = await desk.begin();
      await desk.till.sweep(desk.rig.capabilities.patienceMs / HOUR_MS + 25);
      expect((await desk.shown(begun)).state).toBe('cancelled');
      await desk.rig.arrive(begun);
      await desk.news(begun);
      expect(await desk.till.movementsOf(begun.owner)).toEqual(['credit_purchase 2500']);
    },
  },
  {
    name: 'finds the same payment by the same key, and refuses the key for another amount',
    run: async desk => {
      const owner = await desk.sky.make.customer();
      const key = desk.freshKey();
      const [one, same] = [await desk.checkout(owner, '25.00', key), await desk.checkout(owner, '25.00', key)];
      expect(same.body).toEqual(one.body);
      expect(await desk.checkout(owner, '26.00', key)).toMatchObject({ status: 409 });
    },
  },
  {
    name: 'does not let one key of two people be one payment',
    run: async desk => {
      const key = desk.freshKey();
      const [one, other] = [await desk.begin('25.00', undefined, key), await desk.begin('25.00', undefined, key)];
      expect(other.paymentId).not.toBe(one.paymentId);
      expect(other.orderId).not.toBe(one.orderId);
    },
  },
  {
    name: 'shows a payment to nobody but its owner',
    run: async desk => {
      const begun = await desk.begin();
      const { browser } = await desk.sky.make.customer();
      expect((await browser.get(`/api/billing/payments/${begun.paymentId}`)).status).toBe(404);
      expect((await browser.get(`/api/billing/payments/by-order/${begun.orderId}`)).status).toBe(404);
    },
  },
  {
    name: 'does not settle a payment on the word of another customer',
    run: async desk => {
      const begun = await desk.begin();
      await desk.rig.arrive(begun);
      const { browser } = await desk.sky.make.customer();
      const answer = await browser.post('/api/billing/capture-paypal-payment', { orderId: begun.orderId });
      expect(answer.status).toBe(404);
    },
  },
  {
    name: 'keeps a currency without decimals exact',
    run: desk =>
      inCurrency(desk, 'JPY', async () => {
        const begun = await desk.credited('300');
        expect(await desk.shown(begun)).toMatchObject({ amount: '300', currency: 'JPY', state: 'completed' });
        await desk.refund(begun, '120');
        expect((await desk.shown(begun)).refunded).toBe('120');
      }),
  },
  {
    name: 'takes no money in another currency',
    need: ASKED,
    run: async desk => {
      const begun = await desk.begin();
      const order = desk.sky.sandbox.paypal.orders().find(({ id }) => id === begun.orderId);
      Object.assign(order?.purchaseUnits[0]?.amount ?? {}, { currency_code: 'EUR' });
      await desk.rig.arrive(begun);
      await desk.news(begun);
      expect(await desk.till.movementsOf(begun.owner)).toEqual([]);
      expect((await desk.shown(begun)).lastError).toContain('EUR');
    },
  },
  {
    name: 'takes no money that is marked as another payment’s',
    need: ASKED,
    run: async desk => {
      const begun = await desk.begin();
      const order = desk.sky.sandbox.paypal.orders().find(({ id }) => id === begun.orderId);
      Object.assign(order?.purchaseUnits[0] ?? {}, { custom_id: '999999' });
      await desk.rig.arrive(begun);
      await desk.news(begun);
      expect(await desk.till.movementsOf(begun.owner)).toEqual([]);
      expect((await desk.shown(begun)).lastError).toContain('999999');
    },
  },
  {
    name: 'credits nothing for a capture of nothing',
    need: ASKED,
    run: async desk => {
      const begun = await desk.begin();
      await desk.rig.arrive(begun, '0.00');
      await desk.news(begun);
      expect(await desk.till.movementsOf(begun.owner)).toEqual([]);
      expect((await desk.shown(begun)).state).toBe('failed');
    },
  },
];

async function withTax(desk: ContractDesk, work: () => Promise<void>): Promise<void> {
  const settings = desk.sky.app.get(SettingsService);
  await settings.set('company.country', 'DE');
  await desk.sky.em.execute(
    `insert into tax_rates (country, customer_kind, mode, rate_basis_points, name, valid_from)
     values ('DE', 'consumer', 'exclusive', 1900, 'VAT', '2020-01-01')`,
  );
  try {
    await work();
  } finally {
    await desk.sky.em.execute('delete from tax_rates');
    await settings.set('company.country', '');
  }
}

async function inCurrency(desk: ContractDesk, currency: string, work: () => Promise<void>): Promise<void> {
  const settings = desk.sky.app.get(SettingsService);
  await settings.set('billing.currency', currency);
  try {
    await work();
  } finally {
    await settings.set('billing.currency', 'USD');
  }
}
