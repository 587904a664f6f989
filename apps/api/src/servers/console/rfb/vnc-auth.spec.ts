import { answerChallenge } from './vnc-auth';

describe(answerChallenge, () => {
  const challenge = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

  it('is DES with the bits of each byte of the password reversed', () => {
    // What `openssl enc -des-ecb -nopad -K cea6c64ea62e0eee` makes of it; the key is "secretpw" reversed bit by bit.
    expect(answerChallenge(challenge, 'secretpw').toString('hex')).toBe('5002a20f40d96c59ec8a26f47ae5688d');
  });

  it('reads eight characters and no more', () => {
    expect(answerChallenge(challenge, 'secretpwEXTRA')).toEqual(answerChallenge(challenge, 'secretpw'));
  });

  it('fills a short password with zeros', () => {
    expect(answerChallenge(challenge, 'a')).toEqual(answerChallenge(challenge, 'a\0\0\0\0\0\0\0'));
  });
});
