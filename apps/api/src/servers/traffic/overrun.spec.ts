import { dueAlert, expectedBytes, GIGABYTE, reachedAt, usedPercent } from './overrun';

const startsAt = new Date('2026-11-01T00:00:00Z');
const endsAt = new Date('2026-12-01T00:00:00Z');
const use = (gigabytes: number, limit: number | null = 1_000) => ({
  startsAt,
  endsAt,
  totalBytes: gigabytes * GIGABYTE,
  limitBytes: limit === null ? null : limit * GIGABYTE,
});
const day = (number: number) => new Date(`2026-11-${String(number).padStart(2, '0')}T00:00:00Z`);

describe('traffic', () => {
  it('is used in percent, rounded down, and never without a limit', () => {
    expect(usedPercent(use(799.9))).toBe(79);
    expect(usedPercent(use(1_200))).toBe(120);
    expect(usedPercent(use(5, null))).toBeNull();
  });

  it('is expected to go on as until now', () => {
    expect(expectedBytes(use(100), day(4))).toBe(1_000 * GIGABYTE);
    expect(expectedBytes(use(100), new Date('2026-11-01T03:00:00Z'))).toBeNull();
    expect(expectedBytes(use(900), new Date('2027-01-01T00:00:00Z'))).toBe(900 * GIGABYTE);
  });

  it('reaches its limit at this pace on a day that can be named', () => {
    expect(reachedAt(use(400), day(7))).toEqual(day(16));
    expect(reachedAt(use(100), day(7))).toBeNull();
    expect(reachedAt(use(400, null), day(7))).toBeNull();
    expect(reachedAt(use(0), day(7))).toBeNull();
  });

  it('tells each mark once, and only the higher when both were passed', () => {
    expect(dueAlert(use(799), 0)).toBeNull();
    expect(dueAlert(use(800), 0)).toBe(80);
    expect(dueAlert(use(950), 80)).toBeNull();
    expect(dueAlert(use(1_000), 80)).toBe(100);
    expect(dueAlert(use(1_000), 0)).toBe(100);
    expect(dueAlert(use(2_000), 100)).toBeNull();
    expect(dueAlert(use(2_000, null), 0)).toBeNull();
  });
});
