import type { HistoryPointDto } from '@sky/api-client';

import { bitsInWords, bytesInWords, gridOf, lastOf } from './history-grid';

const now = new Date('2026-11-28T12:30:20Z');
const point = (at: string, cpuPercent: number): HistoryPointDto => ({
  at,
  cpuPercent,
  memoryUsedMb: null,
  diskReadRate: null,
  diskWriteRate: null,
  receivedRate: null,
  sentRate: null,
});

describe(gridOf, () => {
  it('leaves a gap where nothing was measured', () => {
    const grid = gridOf([point('2026-11-28T12:28:00.000Z', 7), point('2026-11-28T12:30:00.000Z', 9)], '1h', now);
    const values = grid.valuesOf('cpuPercent');
    expect(values).toHaveLength(60);
    expect(values.slice(-3)).toEqual([7, null, 9]);
    expect(lastOf(values)).toBe(9);
  });

  it('forgets what is older than the window', () => {
    const grid = gridOf([point('2026-11-28T10:00:00.000Z', 7)], '1h', now);
    expect(lastOf(grid.valuesOf('cpuPercent'))).toBeUndefined();
  });
});

describe('words for amounts', () => {
  it('uses the unit that reads best', () => {
    expect(bytesInWords(0)).toBe('0 B');
    expect(bytesInWords(999)).toBe('999 B');
    expect(bytesInWords(1_840_000_000_000)).toBe('1.84 TB');
    expect(bitsInWords(2_300_000)).toBe('18.4 Mbit/s');
    expect(bitsInWords(125)).toBe('1 kbit/s');
  });
});
