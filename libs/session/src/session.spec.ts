import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, type UrlTree } from '@angular/router';

import { getUser, login, logout, type UserDto } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { admin, guest, safeNext, signedIn, verified } from './guards';
import { Refresher } from './refresher';
import { Session } from './session';

const ada: UserDto = {
  id: 1,
  username: 'ada',
  email: 'ada@analytical.example',
  fullName: 'Ada Lovelace',
  role: 'customer',
  isVerified: true,
  state: 'active',
  createdAt: '2026-05-01T00:00:00Z',
  virtfusion: { state: 'linked', message: null },
};

const refused = (status: number) => new HttpErrorResponse({ status });

const start = (user: () => UserDto) => {
  const api = new FakeApi().on(getUser, user);
  TestBed.configureTestingModule({ providers: [api.provide(), provideRouter([])] });
  return { api, session: TestBed.inject(Session) };
};

describe(Session.name, () => {
  beforeEach(() => (document.cookie = 'XSRF-TOKEN=of-a-session'));

  it('does not ask about a browser that has no session', async () => {
    document.cookie = 'XSRF-TOKEN=; max-age=0';
    const { api, session } = start(() => ada);

    await session.load();

    expect([session.user(), api.sentTo(getUser).length]).toEqual([null, 0]);
  });

  it('asks once who is signed in, however many guards want to know', async () => {
    const { api, session } = start(() => ada);

    await Promise.all([session.load(), session.load(), session.load()]);

    expect(api.sentTo(getUser)).toHaveLength(1);
    expect([session.isSignedIn(), session.isVerified(), session.isAdmin()]).toEqual([true, true, false]);
  });

  it('takes a refusal as a guest', async () => {
    const { session } = start(() => {
      throw refused(401);
    });

    await session.load();

    expect(session.user()).toBeNull();
  });

  it('keeps who is known when the API cannot be reached', async () => {
    let isDown = false;
    const { session } = start(() => {
      if (isDown) throw refused(0);
      return ada;
    });
    await session.load();

    isDown = true;
    await session.reload();

    expect(session.user()?.username).toBe('ada');
  });

  it('signs in and out', async () => {
    const { api, session } = start(() => ada);
    api.on(login, () => ({ user: ada })).on(logout, () => undefined);

    await session.signIn('ada', 'secret');
    expect(session.isSignedIn()).toBe(true);

    await session.signOut();
    expect(session.user()).toBeNull();
    expect(session.hasEnded()).toBe(false);
  });

  it('notices that the session ended under the hands, and forgets it at the next sign-in', async () => {
    const { api, session } = start(() => ada);
    api.on(login, () => ({ user: ada }));
    await session.load();

    TestBed.inject(Refresher).isRefused.set(true);
    TestBed.tick();
    expect([session.hasEnded(), session.isSignedIn()]).toEqual([true, false]);

    await session.signIn('ada', 'secret');
    expect([session.hasEnded(), session.isSignedIn()]).toEqual([false, true]);
  });
});

describe('guards', () => {
  const ask = async (guard: typeof signedIn, url = '/servers'): Promise<string> => {
    const answer = await TestBed.runInInjectionContext(() => guard({} as never, { url } as never));
    return answer === true ? 'through' : TestBed.inject(Router).serializeUrl(answer as UrlTree);
  };

  it('send a guest to sign in and remember where they wanted to go', async () => {
    start(() => {
      throw refused(401);
    });

    expect(await ask(signedIn, '/servers/7?x=1')).toBe('/sign-in?next=%2Fservers%2F7%3Fx%3D1');
    expect(await ask(guest)).toBe('through');
    expect(await ask(admin, '/')).toBe('/sign-in');
  });

  it('send an unverified person to confirm their email', async () => {
    start(() => ({ ...ada, isVerified: false }));

    expect(await ask(signedIn)).toBe('through');
    expect(await ask(verified)).toBe('/verify');
  });

  it('keep a customer out of the console and let an administrator in', async () => {
    start(() => ada);
    expect(await ask(admin)).toBe('/sign-in?next=%2Fservers');

    TestBed.resetTestingModule();
    start(() => ({ ...ada, role: 'admin' }));
    expect(await ask(admin)).toBe('through');
  });

  it('send who is signed in from the first page to the overview', async () => {
    start(() => ada);

    expect(await ask(guest)).toBe('/overview');
  });
});

describe(safeNext, () => {
  it.each([
    ['/servers?page=2', '/servers?page=2'],
    [undefined, '/overview'],
    ['https://evil.example', '/overview'],
    ['//evil.example', '/overview'],
    ['/\\evil.example', '/overview'],
    ['javascript:alert(1)', '/overview'],
  ])('leads %s to %s', (next, address) => {
    expect(safeNext(next, '/overview')).toBe(address);
  });
});
