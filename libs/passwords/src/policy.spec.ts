import { commonPasswords } from './common';
import { isGuessable } from './guessable';
import { passwordDemands } from './policy';

const ada = { username: 'ada', email: 'lovelace@example.com' };
const policy = { minLength: 12, needsKinds: false };
const unmet = (password: string, over = {}, names: string[] = []) =>
  passwordDemands(password, ada, { ...policy, ...over }, commonPasswords(), names)
    .filter(({ isMet }) => !isMet)
    .map(({ name }) => name);

describe('password policy', () => {
  it('is met by a phrase, an emoji and blanks, exactly as typed', () => {
    expect(unmet('nanoseconds of wire')).toEqual([]);
    expect(unmet('  🚀 rocket to the moon ')).toEqual([]);
  });

  it('counts characters at both ends', () => {
    expect(unmet('brace-fugue1')).toEqual([]);
    expect(unmet('brace-fugue')).toEqual(['length']);
    expect(unmet('ab1-'.repeat(32))).toEqual([]);
    expect(unmet(`${'ab1-'.repeat(32)}x`)).toEqual(['length']);
  });

  it('wants all kinds only where the host wants them', () => {
    expect(unmet('nanoseconds of wire', { needsKinds: true })).toEqual(['kinds']);
    expect(unmet('Nanoseconds of 1 wire', { needsKinds: true })).toEqual([]);
  });

  it('refuses the owner in it and too little variety', () => {
    expect(unmet('i-am-Lovelace-1815')).toEqual(['not-your-name']);
    expect(unmet('ababababababab')).toContain('variety');
  });

  it('does not call a password good before the list is there', () => {
    expect(passwordDemands('nanoseconds of wire', ada, policy, null).at(-1)).toMatchObject({ isMet: false });
  });
});

describe('guessable passwords', () => {
  it('are the 10,000 most common ones', () => {
    expect(commonPasswords().size).toBe(10_000);
    for (const word of commonPasswords()) if (!isGuessable(word.toUpperCase(), commonPasswords())) throw new Error(word);
  });

  it.each([
    'password1234',
    '!!Password!!',
    'P@ssw0rd2026',
    'dragondragondragon',
    'qwerty-123456',
    '12345baseball!',
    'letmein letmein',
  ])('are also those with decoration: %s', password => expect(isGuessable(password, commonPasswords())).toBe(true));

  it('are also those with the name of the house', () => {
    expect(isGuessable('Nordic-Hosting2026!', commonPasswords(), ['Nordic Hosting'])).toBe(true);
    expect(isGuessable('nordic hosting', commonPasswords(), ['Nordic Hosting'])).toBe(true);
    expect(isGuessable('Nordic-Hosting2026!', commonPasswords())).toBe(false);
  });

  it.each(['correct horse battery staple', 'nanoseconds of wire', 'vT9#kLm2$pQx'])('are not: %s', password =>
    expect(isGuessable(password, commonPasswords())).toBe(false),
  );
});
