import { Refund } from './refund.entity';

const START = new Date('2026-11-25T10:00:00Z');
const after = (seconds: number) => new Date(START.getTime() + seconds * 1_000);

function requested(): Refund {
  const wish = {
    paymentId: 41,
    amount: 5_000_000n,
    currency: 'USD',
    reason: 'Wrong plan',
    requestedByUserId: 1,
    idempotencyKey: null,
  };
  return Object.assign(Refund.request(wish, START), { id: 7 });
}

describe(Refund.name, () => {
  it('has one request id, however often it is sent', () => {
    const refund = requested();
    refund.send(START);
    refund.hear({ kind: 'unknown', reason: 'no answer' }, false, after(7));
    refund.send(after(40));

    expect(refund.requestId).toBe(`refund-7-${refund.requestKey}`);
    expect(refund.state).toBe('sent');
  });

  it('is asked about ever more rarely while nobody knows, and never taken for failed', () => {
    const refund = requested();
    const pauses = Array.from({ length: 7 }, () => {
      refund.hear({ kind: 'unknown', reason: 'no answer' }, false, START);
      return ((refund.nextCheckAt?.getTime() ?? 0) - START.getTime()) / 1_000;
    });

    expect(pauses).toEqual([30, 120, 600, 3_600, 21_600, 86_400, 86_400]);
    expect(refund.state).toBe('unknown');
  });

  it('waits for a person without asking anybody', () => {
    const refund = requested();
    refund.hear({ kind: 'pending', gatewayRefundId: null, reason: 'To be paid out.' }, true, START);

    expect(refund).toMatchObject({ state: 'pending', nextCheckAt: null, isOpen: true });
  });

  it('stays as it ended, whatever is heard later', () => {
    const refund = requested();
    refund.hear({ kind: 'completed', gatewayRefundId: 'R1' }, false, START);
    refund.hear({ kind: 'refused', reason: 'late' }, false, after(60));

    expect(refund).toMatchObject({ state: 'completed', gatewayRefundId: 'R1', lastError: null, nextCheckAt: null });
  });
});
