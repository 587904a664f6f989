import { contains, isNetwork, networkList, plainAddress } from './networks';

describe(isNetwork, () => {
  it.each(['203.0.113.7', '203.0.113.0/24', '0.0.0.0/0', '2001:db8::1', '2001:db8::/32', '::1/128'])('takes %s', text => {
    expect(isNetwork(text)).toBe(true);
  });

  it.each(['', '203.0.113', '203.0.113.7/33', '203.0.113.7/', '203.0.113.7/08', '10.0.0.0/8/8', 'fe80::1%eth0', '::/129', 'x'])(
    'refuses %j',
    text => {
      expect(isNetwork(text)).toBe(false);
    },
  );
});

describe(contains, () => {
  const list = networkList(['203.0.113.0/24', '198.51.100.7', '2001:db8::/32']);

  it.each(['203.0.113.200', '198.51.100.7', '2001:db8:1::9', '::ffff:203.0.113.9'])('finds %s', address => {
    expect(contains(list, address)).toBe(true);
  });

  it.each(['203.0.114.1', '198.51.100.8', '2001:db9::1', '::ffff:10.0.0.1', 'nonsense'])('does not find %s', address => {
    expect(contains(list, address)).toBe(false);
  });
});

it('names an address the same on both kinds of socket', () => {
  expect(plainAddress('::ffff:203.0.113.9')).toBe('203.0.113.9');
  expect(plainAddress('::ffff:1')).toBe('::ffff:1');
});
