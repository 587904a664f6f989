import { changesOf, summaryOf } from './changes';

describe('the changes of an entry', () => {
  it('put before and after side by side, also where one of them is missing', () => {
    expect(changesOf({ before: { role: 'customer', note: null }, after: { role: 'support', tags: ['a', 'b'] } })).toEqual([
      { name: 'role', before: 'customer', after: 'support' },
      { name: 'note', before: 'none', after: 'none' },
      { name: 'tags', before: 'none', after: 'a, b' },
    ]);
  });

  it('keep values that are no objects, and what did not change', () => {
    expect(changesOf({ before: 3, after: 4, reason: '', filter: { action: 'user' } })).toEqual([
      { name: 'before', after: '3' },
      { name: 'after', after: '4' },
      { name: 'reason', after: 'none' },
      { name: 'filter', after: '{"action":"user"}' },
    ]);
  });

  it('fit into a line', () => {
    expect(summaryOf({ failures: 21, accounts: 1, reason: 'guessing', before: { a: 1 }, after: { a: 2 } })).toBe(
      'a 1 → 2, 21 failures, 1 account, reason guessing',
    );
  });
});
