import { firstFull, fullInDays, type Room, sumOf } from './room';

const room = (max: number | null, used: number | null): Room => ({ max, used });

describe('room on hypervisors', () => {
  it.each([
    ['as long as the last month’s pace lasts', room(100, 40), 30, 60],
    ['whole days, rounded down', room(100, 40), 31, 58],
    ['never without a limit', room(null, 40), 30, null],
    ['not known while nobody told what is used', room(100, null), 30, null],
    ['never when it shrinks', room(100, 40), -3, null],
    ['never when it stands still', room(100, 40), 0, null],
    ['at once when it is full', room(100, 100), 0, 0],
    ['at once when more was given than there is', room(100, 130), -5, 0],
  ])('is full in days: %s', (_, there, growth, days) => {
    expect(fullInDays(there, growth, 30)).toBe(days);
  });

  it('adds up, and has no limit when one part has none', () => {
    expect(sumOf([room(10, 4), room(20, 5)])).toEqual(room(30, 9));
    expect(sumOf([room(10, 4), room(null, 5)])).toEqual(room(null, 9));
    expect(sumOf([room(10, 4), room(20, null)])).toEqual(room(30, null));
    expect(sumOf([])).toEqual(room(0, 0));
  });

  it('names what fills up first', () => {
    const rooms = { servers: room(null, 3), memoryMb: room(1000, 700), cpuCores: room(100, 90), storageGb: room(10, 1) };
    expect(firstFull(rooms, { servers: 3, memoryMb: 300, cpuCores: 30, storageGb: 0 }, 30)).toEqual({
      because: 'cpuCores',
      days: 10,
    });
    expect(firstFull(rooms, { servers: 3, memoryMb: 0, cpuCores: 0, storageGb: -1 }, 30)).toBeNull();
  });
});
