import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';

import { getUser, type UserDto } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { Activity } from './activity';
import { Refresher } from './refresher';
import { Session } from './session';
import { SessionEnd } from './session-end';

/** A session that ends without use, and whatever happens, in so many seconds; the person last did something so long ago. */
async function endingIn(idle: number, absolute: number, idleSeconds = 0) {
  document.cookie = 'XSRF-TOKEN=of-a-session';
  // From one moment: two ends that are meant to be the same must not be a millisecond apart.
  const now = Date.now();
  const inSeconds = (seconds: number) => new Date(now + seconds * 1000).toISOString();
  const user = { id: 1, session: { idleEndAt: inSeconds(idle), absoluteEndAt: inSeconds(absolute) } } as UserDto;
  let renewals = 0;
  TestBed.configureTestingModule({
    providers: [
      new FakeApi().on(getUser, () => user).provide(),
      { provide: Activity, useValue: { idleSeconds: () => idleSeconds } },
      {
        provide: Refresher,
        useValue: { isRefused: () => false, renewed: () => null, refresh: async () => ++renewals > 0 },
      },
    ],
  });
  await TestBed.inject(Session).load();
  jest.useFakeTimers();
  const end = TestBed.inject(SessionEnd);
  return { end, renewals: () => renewals };
}

describe(SessionEnd.name, () => {
  afterEach(() => jest.useRealTimers());

  it('says nothing long before the end', async () => {
    const { end } = await endingIn(600, 7200);
    expect(end.ending()).toBeNull();
  });

  it('warns two minutes before an idle session ends, and offers to stay', async () => {
    const { end, renewals } = await endingIn(90, 7200, 300);
    expect(end.ending()).toMatchObject({ canStay: true });
    await end.stay();
    expect(renewals()).toBe(1);
  });

  it('warns before the absolute end, where staying is not possible', async () => {
    const { end } = await endingIn(90, 90);
    expect(end.ending()).toMatchObject({ canStay: false });
  });

  it('keeps the session of somebody who is at work, and not of a page that is left alone', async () => {
    const busy = await endingIn(200, 7200, 1);
    jest.advanceTimersByTime(5_000);
    expect(busy.renewals()).toBe(1);
    jest.useRealTimers();
    TestBed.resetTestingModule();

    const away = await endingIn(200, 7200, 300);
    jest.advanceTimersByTime(60_000);
    expect(away.renewals()).toBe(0);
  });
});
