import { LEASE_MS } from './check-schedule';
import { Payment } from './payment.entity';
import { MOVES, PAYMENT_STATES } from './payment-states';

const START = new Date('2026-11-25T10:00:00Z');
const after = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

function opened(): Payment {
  const payment = Payment.open(
    { userId: 7, amount: 25_000_000n, credit: 25_000_000n, tax: null, currency: 'USD', idempotencyKey: 'key' },
    START,
  );
  payment.id = 41;
  return payment;
}

function ordered(): Payment {
  const payment = opened();
  payment.nameOrder('5O190127TN364715T', 'https://www.paypal.com/checkoutnow?token=5O190127TN364715T', START);
  return payment;
}

const money = { captureId: '3C679366HH908993F', amount: 25_000_000n, transactionId: 9n, remark: null };

describe(Payment.name, () => {
  it('names its requests after itself, and a capture after its attempt too', () => {
    const payment = ordered();
    const { requestKey: key } = payment;
    expect(key).toMatch(/^[0-9a-f]{12}$/);
    expect([payment.orderRequestId, payment.captureRequestId]).toEqual([`order-41-${key}`, `capture-41-${key}-1`]);

    payment.beginCapture(after(1));
    payment.decline(null, after(1));

    expect(payment.captureRequestId).toBe(`capture-41-${key}-2`);
    expect(payment.approveUrl).toContain('token=5O190127TN364715T');
  });

  it('keeps the request id of a capture whose outcome is not known', () => {
    const payment = ordered();
    payment.beginCapture(after(1));
    payment.leaveOpen('no answer within 7000 ms', after(1));
    payment.beginCapture(after(2));

    expect(payment.captureRequestId).toBe(`capture-41-${payment.requestKey}-1`);
  });

  it('gives its claim to one, until the lease is over', () => {
    const payment = ordered();

    expect(payment.claim(START, START)).toBe(1);
    expect(payment.claim(new Date(START.getTime() + LEASE_MS - 1), after(1))).toBeNull();
    expect(payment.claim(new Date(START.getTime() + LEASE_MS), after(1))).toBe(2);
  });

  it('holds its claim while it captures, and is due for a question when the lease is over', () => {
    const payment = ordered();
    payment.claim(START, START);
    payment.beginCapture(START);

    expect(payment.claim(START, START)).toBeNull();
    expect(payment.nextCheckAt).toEqual(new Date(START.getTime() + LEASE_MS));
  });

  it.each([
    [71 * 60, 'created'],
    [72 * 60, 'cancelled'],
  ])('that PayPal shows unapproved after %i minutes is %s', (minutes, state) => {
    const payment = ordered();
    payment.awaitBuyer(null, 3 * 86_400_000, after(minutes));
    expect(payment.state).toBe(state);
  });

  it('waits longer from question to question', () => {
    const payment = ordered();
    payment.beginCapture(START);
    payment.leaveOpen('500', START);
    const pauses = [0, 1, 2, 3, 4, 5].map(() => {
      const pause = ((payment.nextCheckAt?.getTime() ?? 0) - START.getTime()) / 1000;
      payment.leaveOpen('500', START);
      return pause;
    });
    expect(pauses).toEqual([30, 120, 600, 3600, 86_400, 86_400]);
  });

  it('credits late money whatever was thought of it before, and nothing after that', () => {
    for (const state of PAYMENT_STATES.filter(other => other !== 'captured')) expect(MOVES[state]).toContain('captured');
    const payment = ordered();
    payment.complete(money, after(1));

    expect(payment.nextCheckAt).toBeNull();
    expect(() => payment.fail('no', after(2))).toThrow('Payment 41 cannot go from captured to failed');
    expect(() => payment.awaitBuyer(null, 3 * 86_400_000, after(2))).toThrow('captured');
    expect(() => payment.leaveOpen('?', after(2))).toThrow('captured');
  });

  it('does not take a review for undone because PayPal is silent', () => {
    const payment = ordered();
    payment.beginCapture(START);
    payment.awaitPayPal('3C679366HH908993F', 'PENDING_REVIEW', START);

    payment.keep('PayPal does not answer', after(3));

    expect(payment.state).toBe('pending');
    expect(() => payment.leaveOpen('?', after(4))).toThrow('from pending to unknown');
    expect(() => payment.beginCapture(after(4))).toThrow('from pending to capturing');
  });

  it('frees its key only when PayPal never had an order for it', () => {
    const [without, having] = [opened(), ordered()];
    without.fail('refused', START);
    having.fail('another currency', START);

    expect([without.idempotencyKey, having.idempotencyKey]).toEqual([null, 'key']);
  });

  it('has nothing to take back before it is credited', () => {
    expect(() => ordered().recordRefund(1n, START)).toThrow('nothing to take back');
  });
});
