import { MatButtonHarness } from '@angular/material/button/testing';

import { TestBed } from '@angular/core/testing';

import { getLoginPasskeyOptions, login, loginByPasskey, loginBySecondFactor } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { Authenticator, PasskeyProblem } from '@sky/session';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { SignInPage } from './sign-in-page';

const open = (api: FakeApi, query = '') => openPage(SignInPage, api, { route: 'sign-in', url: `/sign-in${query}`, user: null });
const signIn = MatButtonHarness.with({ text: 'Sign in' });

describe('signing in', () => {
  it('goes on to where the person wanted to go', async () => {
    const api = new FakeApi().on(login, () => ({ user: make.user(), secondFactor: null }));
    const { loader, fill, address } = await open(api, '?next=%2Fservers%2F7');

    await fill('username', ' ada ');
    await fill('password', 'correct horse');
    await (await loader.getHarness(signIn)).click();

    expect(api.sentTo(login)).toEqual([{ body: { username: 'ada', password: 'correct horse' } }]);
    expect(address()).toBe('/servers/7');
  });

  it('never goes on to another site', async () => {
    const { loader, fill, address } = await open(
      new FakeApi().on(login, () => ({ user: make.user(), secondFactor: null })),
      '?next=%2F%2Fevil.example',
    );

    await fill('username', 'ada');
    await fill('password', 'correct horse');
    await (await loader.getHarness(signIn)).click();

    expect(address()).toBe('/overview');
  });

  it('sends an unverified person to confirm their email', async () => {
    const api = new FakeApi().on(login, () => ({ user: make.user({ isVerified: false }), secondFactor: null }));
    const { loader, fill, address } = await open(api);

    await fill('username', 'ada');
    await fill('password', 'correct horse');
    await (await loader.getHarness(signIn)).click();

    expect(address()).toBe('/verify');
  });

  it('does not reveal whether the account exists', async () => {
    const api = new FakeApi().on(login, () => {
      throw make.refusal(401, 'invalid_credentials');
    });
    const { loader, fill, text } = await open(api);

    await fill('username', 'ada');
    await fill('password', 'wrong');
    await (await loader.getHarness(signIn)).click();

    expect(text()).toContain('The username or password is not right.');
  });

  it('asks for what is missing and sends nothing', async () => {
    const api = new FakeApi();
    const { loader, text } = await open(api);

    await (await loader.getHarness(signIn)).click();

    expect(text()).toContain('Enter your username or email.');
    expect(text()).toContain('Enter your password.');
    expect(api.sentTo(login)).toEqual([]);
  });

  const step = { challenge: 'half-way', methods: ['totp' as const, 'passkey' as const, 'recovery-code' as const], expiresAt: '' };
  const press = async (page: Awaited<ReturnType<typeof open>>, text: string) => {
    await (await page.loader.getHarness(MatButtonHarness.with({ text }))).click();
    await page.settle();
  };
  const firstStep = async (api: FakeApi) => {
    api.on(login, () => ({ user: null, secondFactor: step }));
    const page = await open(api, '?next=%2Fservers%2F7');
    await page.fill('username', 'ada');
    await page.fill('password', 'correct horse');
    await press(page, 'Sign in');
    const code = page.host.querySelector<HTMLInputElement>('ui-proof-form input');
    return { ...page, code };
  };

  it('asks for the code after the password, in a field that telephones fill by themselves', async () => {
    const api = new FakeApi().on(loginBySecondFactor, () => ({ user: make.user() }));
    const page = await firstStep(api);
    expect(page.text()).toContain('Confirm that it is you');
    expect([page.code?.autocomplete, page.address()]).toEqual(['one-time-code', '/sign-in?next=%2Fservers%2F7']);

    await page.fill(page.code?.id ?? '', ' 123456 ');
    await press(page, 'Sign in');

    expect(api.sentTo(loginBySecondFactor)).toEqual([{ body: { challenge: 'half-way', code: '123456' } }]);
    expect(page.address()).toBe('/servers/7');
  });

  it('takes a recovery code instead, says when it is wrong, and lets the person start again', async () => {
    const api = new FakeApi().on(loginBySecondFactor, () => {
      throw make.refusal(401, 'invalid_code');
    });
    const page = await firstStep(api);
    await press(page, 'Use a recovery code');
    const field = page.host.querySelector<HTMLInputElement>('ui-proof-form input');
    expect(page.text()).toContain('Recovery code');
    await page.fill(field?.id ?? '', 'k7wq-9hfe-m2xd');
    await press(page, 'Sign in');
    expect(page.text()).toContain('This code is not right.');

    page.host.querySelector<HTMLButtonElement>('.below button')?.click();
    await page.settle();
    expect(page.host.querySelector('#password')).not.toBeNull();
  });

  it('signs in by passkey, as the second step and alone', async () => {
    TestBed.overrideProvider(Authenticator, { useValue: { isSupported: true, get: async () => ({ id: 'passkey' }) } });
    const api = new FakeApi()
      .on(getLoginPasskeyOptions, () => ({ options: { challenge: 'c' } }))
      .on(loginByPasskey, () => ({ user: make.user() }));
    const page = await firstStep(api);
    await press(page, 'Use a passkey');
    expect(api.sentTo(loginByPasskey)).toEqual([{ body: { challenge: 'half-way', response: { id: 'passkey' } } }]);
    expect(page.address()).toBe('/servers/7');
  });

  it('offers a passkey without a password, and says when none was used', async () => {
    const get = async () => {
      throw new PasskeyProblem('passkey_cancelled', undefined);
    };
    TestBed.overrideProvider(Authenticator, { useValue: { isSupported: true, get } });
    const page = await open(new FakeApi().on(getLoginPasskeyOptions, () => ({ options: { challenge: 'c' } })));
    await press(page, 'Sign in with a passkey');
    expect(page.text()).toContain('The passkey was not used.');
  });
});
