import { isWellFormedApiKey, newApiKey, presentedKeyOf } from './api-key-format';

const requestWith = (headers: Record<string, string>) => ({ headers });

describe('the form of an API key', () => {
  it('is what every new key has, and no two are equal', () => {
    const keys = Array.from({ length: 500 }, newApiKey);
    expect(new Set(keys).size).toBe(500);
    for (const key of keys) {
      expect(key).toMatch(/^sky_[0-9A-Za-z]{49}$/);
      expect(isWellFormedApiKey(key)).toBe(true);
    }
  });

  it('is lost by any single wrong character', () => {
    const key = newApiKey();
    for (let index = 0; index < key.length; index += 1) {
      const wrong = key.slice(0, index) + (key[index] === 'x' ? 'y' : 'x') + key.slice(index + 1);
      expect(isWellFormedApiKey(wrong)).toBe(false);
    }
  });

  it.each(['', 'sky_', `${newApiKey()}a`, newApiKey().slice(0, -1), newApiKey().toUpperCase(), 'sky_é'])('is not %j', text => {
    expect(isWellFormedApiKey(text)).toBe(false);
  });
});

describe(presentedKeyOf, () => {
  it('reads a bearer token first, whatever the case of the word, and the other header second', () => {
    expect(presentedKeyOf(requestWith({ authorization: 'bearer one', 'x-api-key': 'two' }))).toBe('one');
    expect(presentedKeyOf(requestWith({ 'x-api-key': 'two' }))).toBe('two');
    expect(presentedKeyOf(requestWith({ authorization: 'Basic one' }))).toBeNull();
    expect(presentedKeyOf(requestWith({}))).toBeNull();
  });
});
