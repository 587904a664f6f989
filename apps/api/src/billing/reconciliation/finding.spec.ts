import { compareMirror, type MirrorAnswer, type MirroredAccount } from './finding';

const account: MirroredAccount = { userId: 7, mirrored: 2_498n, isInReview: false, hasOpenBooking: false };
const figure = (hundredths: bigint): MirrorAnswer => ({ kind: 'figure', hundredths });

describe('what VirtFusion shows of a customer’s credit', () => {
  it('is no finding when it is what was booked', () => {
    expect(compareMirror(account, figure(2_498n), 100)).toBeNull();
  });

  it.each([
    [2_598n, 'more credit', 259_800n],
    [0n, 'less credit', 0n],
  ])('of %s hundredths is a difference with a correction', (shown, words, actual) => {
    const finding = compareMirror(account, figure(shown), 100);
    expect(finding).toMatchObject({ subject: 'account:7', expected: 249_800n, actual, suggestion: 'correct_mirror' });
    expect(finding?.cause).toContain(words);
  });

  it('is never a difference while nothing is known', () => {
    expect(compareMirror(account, { kind: 'unknown' }, 100)).toBeNull();
  });

  it('waits while a booking is under way', () => {
    expect(compareMirror({ ...account, hasOpenBooking: true }, figure(0n), 100)).toBeNull();
  });

  it('is for somebody to look at when a booking could not be told', () => {
    expect(compareMirror({ ...account, isInReview: true }, { kind: 'unknown' }, 100)).toMatchObject({
      suggestion: 'look',
      actual: null,
    });
  });

  it('is told when VirtFusion keeps no credit for the user', () => {
    expect(compareMirror(account, { kind: 'no-credit' }, 100)?.cause).toContain('Hourly credit is off');
    expect(compareMirror({ ...account, mirrored: 0n }, { kind: 'no-credit' }, 100)).toBeNull();
  });
});
