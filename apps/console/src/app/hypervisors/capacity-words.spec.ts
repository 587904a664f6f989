import { fullnessInWords, growthInWords, percentOf, roomInWords } from './capacity-words';

describe('capacity in words', () => {
  it('says what is used of what there is', () => {
    expect(roomInWords('memoryMb', { max: 262_144, used: 131_072 })).toBe('128 GB of 256 GB');
    expect(roomInWords('servers', { max: null, used: 12 })).toBe('12, no limit');
    expect(roomInWords('cpuCores', { max: 64, used: null })).toBe('Not told yet');
  });

  it('has no percentage without a limit, or before it was told', () => {
    expect(percentOf({ max: 200, used: 50 })).toBe(25);
    expect(percentOf({ max: null, used: 50 })).toBeNull();
    expect(percentOf({ max: 200, used: null })).toBeNull();
  });

  it('warns of what fills up within a month', () => {
    expect(fullnessInWords(null)).toEqual({ words: 'Not filling up', tone: 'neutral' });
    expect(fullnessInWords({ days: 0, because: 'memoryMb' })).toEqual({ words: 'Full: memory', tone: 'error' });
    expect(fullnessInWords({ days: 1, because: 'storageGb' })).toEqual({ words: 'Full in 1 day: storage', tone: 'warning' });
    expect(fullnessInWords({ days: 31, because: 'cpuCores' }).tone).toBe('neutral');
  });

  it('says what grew and what shrank, and leaves out what stood still', () => {
    const still = { days: 30, servers: 0, memoryMb: 0, cpuCores: 0, storageGb: 0 };
    expect(growthInWords(still)).toBe('Unchanged for 30 days');
    expect(growthInWords({ ...still, servers: 3, memoryMb: 6_144 })).toBe('+3 servers, +6 GB of memory in 30 days');
    expect(growthInWords({ ...still, servers: -1 })).toBe('−1 server in 30 days');
  });
});
