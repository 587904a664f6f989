import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { provideRouter, RedirectCommand, Router, type UrlTree } from '@angular/router';

import {
  getLoginPasskeyOptions,
  getUser,
  login,
  loginByPasskey,
  loginBySecondFactor,
  logout,
  type UserDto,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { Authenticator } from './authenticator';
import { guest, needs, notSuspended, safeNext, signedIn, staff, verified, withPermission, withSecondFactor } from './guards';
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
  suspendedReason: null,
  pendingEmail: null,
  locale: 'en-GB',
  timeZone: 'UTC',
  permissions: [],
  impersonator: null,
  session: null,
  secondFactorRequiredFrom: null,
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
    expect([session.isSignedIn(), session.isVerified(), session.isStaff()]).toEqual([true, true, false]);
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
    api.on(login, () => ({ user: ada, secondFactor: null })).on(logout, () => undefined);

    await session.signIn('ada', 'secret');
    expect(session.isSignedIn()).toBe(true);

    await session.signOut();
    expect(session.user()).toBeNull();
    expect(session.hasEnded()).toBe(false);
  });

  it('is no session before the second step is done', async () => {
    const { api, session } = start(() => ada);
    const step = { challenge: 'half-way', methods: ['totp' as const], expiresAt: '2026-11-25T12:05:00Z' };
    api.on(login, () => ({ user: null, secondFactor: step })).on(loginBySecondFactor, () => ({ user: ada }));

    expect(await session.signIn('ada', 'secret')).toEqual({ secondStep: step });
    expect(session.isSignedIn()).toBe(false);

    await session.signInByCode('half-way', '123456');
    expect(api.sentTo(loginBySecondFactor)).toEqual([{ body: { challenge: 'half-way', code: '123456' } }]);
    expect(session.isSignedIn()).toBe(true);
  });

  it('is opened by a passkey alone, with the answer of the browser', async () => {
    const get = async () => ({ id: 'passkey' });
    TestBed.overrideProvider(Authenticator, { useValue: { isSupported: true, get } });
    const { api, session } = start(() => ada);
    api.on(getLoginPasskeyOptions, () => ({ options: { challenge: 'c' } })).on(loginByPasskey, () => ({ user: ada }));

    await session.signInByPasskey();
    expect(api.sentTo(loginByPasskey)).toEqual([{ body: { response: { id: 'passkey' } } }]);
    expect(session.isSignedIn()).toBe(true);
  });

  it('notices that the session ended under the hands, and forgets it at the next sign-in', async () => {
    const { api, session } = start(() => ada);
    api.on(login, () => ({ user: ada, secondFactor: null }));
    await session.load();

    TestBed.inject(Refresher).isRefused.set(true);
    TestBed.tick();
    expect([session.hasEnded(), session.isSignedIn()]).toEqual([true, false]);

    await session.signIn('ada', 'secret');
    expect([session.hasEnded(), session.isSignedIn()]).toEqual([false, true]);
  });
});

describe('guards', () => {
  beforeEach(() => (document.cookie = 'XSRF-TOKEN=of-a-session'));

  const ask = async (guard: typeof signedIn, url = '/servers'): Promise<string> => {
    const answer = await TestBed.runInInjectionContext(() => guard({} as never, { url } as never));
    return answer === true ? 'through' : TestBed.inject(Router).serializeUrl(answer as UrlTree);
  };

  it('lead people to the page where they set up the second factor that they need now, and not before', async () => {
    let requiredFrom: string | null = '2020-01-01T00:00:00Z';
    start(() => ({ ...ada, secondFactorRequiredFrom: requiredFrom }));
    const guard = withSecondFactor('/account/security');

    expect(await ask(guard)).toBe('/account/security');
    expect(await ask(guard, '/account/security')).toBe('through');

    for (const later of ['2999-01-01T00:00:00Z', null]) {
      requiredFrom = later;
      await TestBed.inject(Session).reload();
      expect(await ask(guard)).toBe('through');
    }
  });

  it('send a guest to sign in and remember where they wanted to go', async () => {
    start(() => {
      throw refused(401);
    });

    expect(await ask(signedIn, '/servers/7?x=1')).toBe('/sign-in?next=%2Fservers%2F7%3Fx%3D1');
    expect(await ask(guest)).toBe('through');
    expect(await ask(staff, '/')).toBe('/sign-in');
  });

  it('send an unverified person to confirm their email', async () => {
    start(() => ({ ...ada, isVerified: false }));

    expect(await ask(signedIn)).toBe('through');
    expect(await ask(verified)).toBe('/verify');
  });

  it('lead a suspended person to what they may still read', async () => {
    start(() => ({ ...ada, state: 'suspended' }));
    expect(await ask(notSuspended('/billing'))).toBe('/billing');
    TestBed.resetTestingModule();
    start(() => ada);
    expect(await ask(notSuspended('/billing'))).toBe('through');
  });

  it('keep a customer out of the console', async () => {
    start(() => ada);
    expect(await ask(staff)).toBe('/sign-in?next=%2Fservers');
  });

  it.each(['support', 'billing', 'content', 'admin'] as const)('let %s into the console', async role => {
    start(() => ({ ...ada, role }));
    expect(await ask(staff)).toBe('through');
  });

  it('show what is missing, under the address asked for, to staff without the permission of a page', async () => {
    start(() => ({ ...ada, role: 'support', permissions: ['users.read'] }));
    const open = (data: object) =>
      TestBed.runInInjectionContext(() => withPermission('/no-access')({ data } as never, { url: '/x' } as never));

    expect(await open(needs('users.read'))).toBe(true);
    expect(await open({})).toBe(true);
    const refusal = await open(needs('audit.read'));
    if (!(refusal instanceof RedirectCommand)) throw new Error('The page was opened.');
    expect(TestBed.inject(Router).serializeUrl(refusal.redirectTo)).toBe('/no-access?permission=audit.read');
    expect(refusal.navigationBehaviorOptions).toEqual({ skipLocationChange: true });
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
