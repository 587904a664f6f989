import { MatButtonHarness } from '@angular/material/button/testing';

import { login } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { SignInPage } from './sign-in-page';

const open = (api: FakeApi, query = '') => openPage(SignInPage, api, { route: 'sign-in', url: `/sign-in${query}`, user: null });
const signIn = MatButtonHarness.with({ text: 'Sign in' });

describe('signing in', () => {
  it('goes on to where the person wanted to go', async () => {
    const api = new FakeApi().on(login, () => ({ user: make.user() }));
    const { loader, fill, address } = await open(api, '?next=%2Fservers%2F7');

    await fill('username', ' ada ');
    await fill('password', 'correct horse');
    await (await loader.getHarness(signIn)).click();

    expect(api.sentTo(login)).toEqual([{ body: { username: 'ada', password: 'correct horse' } }]);
    expect(address()).toBe('/servers/7');
  });

  it('never goes on to another site', async () => {
    const { loader, fill, address } = await open(
      new FakeApi().on(login, () => ({ user: make.user() })),
      '?next=%2F%2Fevil.example',
    );

    await fill('username', 'ada');
    await fill('password', 'correct horse');
    await (await loader.getHarness(signIn)).click();

    expect(address()).toBe('/overview');
  });

  it('sends an unverified person to confirm their email', async () => {
    const api = new FakeApi().on(login, () => ({ user: make.user({ isVerified: false }) }));
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
});
