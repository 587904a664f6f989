import { BudgetStore, type Grant, shareOf } from './budget-store';
import { SharedLimiter } from './shared-limiter';

/** One minute's budget in memory, as the real stores keep it. */
class MemoryBudgets extends BudgetStore {
  used = 0;
  asked = 0;

  async take(_subject: string, limit: number, wanted: number): Promise<Grant> {
    this.asked += 1;
    await Promise.resolve();
    const free = limit - this.used;
    const granted = shareOf(free, wanted);
    this.used += granted;
    return { granted, remaining: free - granted, endsInMs: 30_000, retryInMs: granted > 0 ? 0 : 30_000 };
  }
}

const count = (verdicts: readonly { isAdmitted: boolean }[]) => verdicts.filter(({ isAdmitted }) => isAdmitted).length;

describe(shareOf, () => {
  it.each([
    [100, 10, 10],
    [40, 10, 10],
    [20, 10, 5],
    [3, 10, 1],
    [1, 10, 1],
    [0, 10, 0],
    [100, 2, 2],
  ])('gives of %i to one who wants %i: %i', (free, wanted, share) => {
    expect(shareOf(free, wanted)).toBe(share);
  });
});

describe(SharedLimiter, () => {
  beforeEach(() => jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'queueMicrotask'] }));
  afterEach(() => jest.useRealTimers());

  it('admits exactly the limit over several processes, and asks seldom', async () => {
    const store = new MemoryBudgets();
    const processes = [new SharedLimiter(store), new SharedLimiter(store), new SharedLimiter(store)];
    const verdicts = await Promise.all(
      Array.from({ length: 300 }, (_, index) => processes[index % 3]?.admit('key:1', 100)).map(
        verdict => verdict ?? Promise.reject(),
      ),
    );
    expect(count(verdicts)).toBe(100);
    expect(store.asked).toBeLessThanOrEqual(30);
  });

  it('tells what is left and when to come back, and asks nobody while nothing can be free', async () => {
    const store = new MemoryBudgets();
    const limiter = new SharedLimiter(store);
    const first = await limiter.admit('key:1', 10);
    expect(first).toEqual({ isAdmitted: true, limit: 10, remaining: 9, resetSeconds: 30, retryAfterSeconds: 0 });
    for (let sent = 1; sent < 10; sent += 1) await limiter.admit('key:1', 10);
    expect(await limiter.admit('key:1', 10)).toEqual({
      isAdmitted: false,
      limit: 10,
      remaining: 0,
      resetSeconds: 30,
      retryAfterSeconds: 30,
    });
    const asked = store.asked;
    for (let sent = 0; sent < 50; sent += 1) await limiter.admit('key:1', 10);
    expect(store.asked).toBe(asked);
  });

  it('throws away what is left of a lease when its minute ends', async () => {
    const store = new MemoryBudgets();
    const limiter = new SharedLimiter(store);
    await limiter.admit('key:1', 100);
    jest.setSystemTime(30_000);
    store.used = 100;
    expect(await limiter.admit('key:1', 100)).toMatchObject({ isAdmitted: false });
  });

  it('keeps subjects apart', async () => {
    const limiter = new SharedLimiter(new MemoryBudgets());
    const verdicts = [await limiter.admit('key:1', 1), await limiter.admit('key:1', 1), await limiter.admit('key:2', 2)];
    expect(verdicts.map(({ isAdmitted }) => isAdmitted)).toEqual([true, false, true]);
  });

  it('does not hold back others when the store fails once', async () => {
    const store = new MemoryBudgets();
    const limiter = new SharedLimiter(store);
    jest.spyOn(store, 'take').mockRejectedValueOnce(new Error('gone'));
    await expect(limiter.admit('key:1', 10)).rejects.toThrow('gone');
    expect(await limiter.admit('key:1', 10)).toMatchObject({ isAdmitted: true });
  });
});
