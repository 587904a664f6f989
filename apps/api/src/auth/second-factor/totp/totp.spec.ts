import { generateSync } from 'otplib';
import { newTotpSecret, stepOfCode, totpUri } from './totp';

const STEP = 30;

describe('a code of an authenticator app', () => {
  const secret = newTotpSecret();
  // In the middle of a step, so that the clock does not reach the next one meanwhile.
  const now = Math.floor(Date.now() / 1000 / STEP) * STEP + STEP / 2;
  const codeAt = (steps: number) => generateSync({ secret, epoch: now + steps * STEP });

  beforeAll(() => void jest.useFakeTimers({ now: now * 1000 }));
  afterAll(() => void jest.useRealTimers());

  it.each([-1, 0, 1])('belongs to its step when the clocks differ by %i steps', steps => {
    expect(stepOfCode(secret, codeAt(steps))).toBe(Math.floor(now / STEP) + steps);
  });

  it.each([-3, -2, 2, 3])('is worth nothing %i steps away', steps => {
    expect(stepOfCode(secret, codeAt(steps))).toBeNull();
  });

  it.each(['', '12345', '1234567', '12345a', '１２３４５６', ' 123456'])('is six plain digits, not %j', code => {
    expect(stepOfCode(secret, code)).toBeNull();
  });

  it('has a secret of 160 bits that the app reads from an address', () => {
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(totpUri(secret, 'Northwind & Co', 'ada@example.com')).toBe(
      `otpauth://totp/Northwind%20%26%20Co:ada%40example.com?secret=${secret}&issuer=Northwind%20%26%20Co`,
    );
  });
});
