import { WindowCounters } from './window-counters';

describe(WindowCounters.name, () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  it('blocks the request after the last that is allowed, until the window ends', async () => {
    const counters = new WindowCounters();
    await counters.increment('ada', 60_000, 2);
    expect(await counters.increment('ada', 60_000, 2)).toMatchObject({ totalHits: 2, isBlocked: false });
    jest.setSystemTime(20_000);
    expect(await counters.increment('ada', 60_000, 2)).toMatchObject({ isBlocked: true, timeToBlockExpire: 40 });
    jest.setSystemTime(60_000);
    expect(await counters.increment('ada', 60_000, 2)).toMatchObject({ totalHits: 1, isBlocked: false });
  });

  it('counts each caller for themselves', async () => {
    const counters = new WindowCounters();
    await counters.increment('ada', 60_000, 1);
    expect(await counters.increment('eve', 60_000, 1)).toMatchObject({ totalHits: 1, isBlocked: false });
  });
});
