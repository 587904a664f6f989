import { IDEMPOTENCY_KEY, onceOnly } from './http-context';

describe(onceOnly, () => {
  it('carries a key that may be sent', () => {
    expect(onceOnly('order-1').get(IDEMPOTENCY_KEY)).toBe('order-1');
  });

  it.each(['', 'with a blank', 'naïve', 'x'.repeat(201)])('refuses %j, because the API would', key => {
    expect(() => onceOnly(key)).toThrow('cannot be sent');
  });
});
