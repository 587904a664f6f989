import { newRequestKey, requestIdOf } from './request-id';

describe(requestIdOf, () => {
  it('tells two rows apart that had the same number at different times', () => {
    const [before, after] = [newRequestKey(), newRequestKey()];

    expect(requestIdOf('refund', { id: 7, requestKey: before })).toBe(`refund-7-${before}`);
    expect(requestIdOf('refund', { id: 7, requestKey: before })).not.toBe(requestIdOf('refund', { id: 7, requestKey: after }));
  });

  it('stays as it was for rows that are older than the keys, so that what is under way is repeated as the same', () => {
    expect(requestIdOf('capture', { id: 41, requestKey: '' })).toBe('capture-41');
  });
});
