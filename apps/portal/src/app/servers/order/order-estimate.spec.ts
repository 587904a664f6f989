import { make } from '../../../testing/make';
import { estimateOrder } from './order-estimate';

const price = { monthly: '20.00', hourly: '0.030000', currency: 'USD' };
const now = new Date('2026-11-25T12:00:00Z');

describe(estimateOrder, () => {
  it('shortens how long the credit lasts by the new rate', () => {
    const estimate = estimateOrder(make.balance({ balance: '18.42', hourlyRate: '0.070000' }), price, now);

    expect(estimate).toMatchObject({ hoursNow: 263, hoursThen: 184, rateThen: '0.10', isEnough: true });
    expect(estimate.untilThen?.toISOString()).toBe('2026-12-03T04:00:00.000Z');
    expect(estimate.share).toBeCloseTo(70, 0);
  });

  it('starts from nothing spent', () => {
    expect(estimateOrder(make.balance({ balance: '3.00', hourlyRate: '0.000000' }), price, now)).toMatchObject({
      hoursNow: null,
      hoursThen: 100,
      share: 100,
    });
  });

  it.each([
    ['0.030000', true],
    ['0.029999', false],
    ['0.00', false],
    ['-4.00', false],
  ])('with a credit of %s is enough for the first hour: %s', (balance, isEnough) => {
    expect(estimateOrder(make.balance({ balance }), price, now).isEnough).toBe(isEnough);
  });

  it('counts the set-up fee before the hours', () => {
    const withFee = { ...price, setupFee: '2.00' };
    expect(estimateOrder(make.balance({ balance: '5.00', hourlyRate: '0.000000' }), withFee, now)).toMatchObject({
      hoursThen: 100,
      isEnough: true,
    });
    expect(estimateOrder(make.balance({ balance: '2.029999' }), withFee, now).isEnough).toBe(false);
    expect(estimateOrder(make.balance({ balance: '2.03' }), withFee, now).isEnough).toBe(true);
  });
});
