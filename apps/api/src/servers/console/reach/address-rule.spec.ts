import { AddressRule } from './address-rule';

describe(AddressRule, () => {
  it.each(['8.8.8.8', '2a00:1450:4001:81a::200e'])('admits the public address %s', address => {
    expect(new AddressRule('').admits(address)).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '192.168.4.2',
    '172.16.0.9',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    'fe80::1',
    'fd00::5',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'localhost',
    '2130706433',
    '',
  ])('refuses %s unless it is allowed', address => {
    expect(new AddressRule('').admits(address)).toBe(false);
  });

  it('admits what the operator names, and nothing beside it', () => {
    const rule = new AddressRule('10.20.0.0/16, fd00::/8');
    expect(rule.admits('10.20.3.4')).toBe(true);
    expect(rule.admits('::ffff:10.20.3.4')).toBe(true);
    expect(rule.admits('fd12::1')).toBe(true);
    expect(rule.admits('10.21.0.1')).toBe(false);
    expect(rule.admits('127.0.0.1')).toBe(false);
  });
});
