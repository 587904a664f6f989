import { addressesIn, expiryWarning } from './key-words';
import { curlWith, scopesFor } from './scope-words';

const NOW = new Date('2026-11-25T12:00:00Z');

describe('the words of API keys', () => {
  it.each([
    [null, undefined],
    ['2026-12-25T12:00:00Z', undefined],
    ['2026-12-01T12:00:00Z', 'Expires soon'],
    ['2026-11-25T11:59:59Z', 'Expired'],
  ])('tell of an end on %s: %s', (expiresAt, word) => {
    expect(expiryWarning({ expiresAt }, NOW)?.word).toBe(word);
  });

  it('take addresses however they are separated', () => {
    expect(addressesIn(' 203.0.113.7,\n2001:db8::/32 ; 10.0.0.0/8 ')).toEqual(['203.0.113.7', '2001:db8::/32', '10.0.0.0/8']);
    expect(addressesIn('  ')).toEqual([]);
  });

  it('offer administration to administrators only', () => {
    expect(scopesFor('customer').map(({ heading }) => heading)).not.toContain('Administration');
    expect(scopesFor('admin').flatMap(({ scopes }) => scopes)).toHaveLength(9);
  });

  it('show a line that the key may really send', () => {
    expect(curlWith('sky_x', ['read:servers'], 'https://host.example')).toBe(
      'curl -H "Authorization: Bearer sky_x" https://host.example/api/v1/servers',
    );
    expect(curlWith('sky_x', ['write:tickets'], 'https://host.example')).toBeUndefined();
  });
});
