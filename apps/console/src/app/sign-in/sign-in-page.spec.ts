import { MatButtonHarness } from '@angular/material/button/testing';

import { login } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { SignInPage } from './sign-in-page';

const signIn = MatButtonHarness.with({ text: 'Sign in' });

describe('signing in to the console', () => {
  it('lets an administrator in', async () => {
    const api = new FakeApi().on(login, () => ({ user: make.user() }));
    const { loader, fill, address } = await openPage(SignInPage, api, {
      route: 'sign-in',
      url: '/sign-in?next=%2Fjobs',
      user: null,
    });

    await fill('username', 'mara');
    await fill('password', 'correct horse');
    await (await loader.getHarness(signIn)).click();

    expect(address()).toBe('/jobs');
  });

  it('tells a customer that this is not their place, and stays', async () => {
    const api = new FakeApi().on(login, () => ({ user: make.user({ role: 'customer', email: 'ada@analytical.example' }) }));
    const { loader, fill, text, address } = await openPage(SignInPage, api, { route: 'sign-in', url: '/sign-in', user: null });

    await fill('username', 'ada');
    await fill('password', 'correct horse');
    await (await loader.getHarness(signIn)).click();

    expect(text()).toContain('This account has no access here');
    expect(address()).toBe('/sign-in');
  });
});
