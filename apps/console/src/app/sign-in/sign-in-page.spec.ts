import { MatButtonHarness } from '@angular/material/button/testing';

import { login, loginBySecondFactor } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { SignInPage } from './sign-in-page';

const signIn = MatButtonHarness.with({ text: 'Sign in' });

describe('signing in to the console', () => {
  it.each(['admin', 'support', 'billing', 'content'] as const)('lets %s in', async role => {
    const api = new FakeApi().on(login, () => ({ user: make.user({ role }), secondFactor: null }));
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
    const api = new FakeApi().on(login, () => ({
      user: make.user({ role: 'customer', email: 'ada@analytical.example' }),
      secondFactor: null,
    }));
    const { loader, fill, text, address } = await openPage(SignInPage, api, { route: 'sign-in', url: '/sign-in', user: null });

    await fill('username', 'ada');
    await fill('password', 'correct horse');
    await (await loader.getHarness(signIn)).click();

    expect(text()).toContain('This account has no access here');
    expect(address()).toBe('/sign-in');
  });

  it('asks staff for their second factor', async () => {
    const api = new FakeApi()
      .on(login, () => ({ user: null, secondFactor: { challenge: 'half-way', methods: ['totp' as const], expiresAt: '' } }))
      .on(loginBySecondFactor, () => ({ user: make.user() }));
    const page = await openPage(SignInPage, api, { route: 'sign-in', url: '/sign-in?next=%2Fjobs', user: null });
    await page.fill('username', 'mara');
    await page.fill('password', 'correct horse');
    await (await page.loader.getHarness(signIn)).click();
    await page.settle();
    expect(page.text()).toContain('Confirm that it is you');

    await page.fill(page.host.querySelector('ui-proof-form input')?.id ?? '', '123456');
    await (await page.loader.getHarness(signIn)).click();
    await page.settle();
    expect(api.sentTo(loginBySecondFactor)).toEqual([{ body: { challenge: 'half-way', code: '123456' } }]);
    expect(page.address()).toBe('/jobs');
  });
});
