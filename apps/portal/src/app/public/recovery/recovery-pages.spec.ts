import { MatButtonHarness } from '@angular/material/button/testing';

import { reportSignIn, requestPasswordReset, requestUsername, resetPassword } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { ForgotPasswordPage } from './forgot-password-page';
import { NotMePage } from './not-me-page';
import { ResetPasswordPage } from './reset-password-page';

const NEW_PASSWORD = 'nanoseconds of wire';

describe('a forgotten password', () => {
  const open = (api: FakeApi) => openPage(ForgotPasswordPage, api, { route: 'forgot-password', user: null });

  it('leads on to the code, with the time to wait for another', async () => {
    const api = new FakeApi().on(requestPasswordReset, () => ({ resendAfterSeconds: 60 }));
    const { fill, loader, address } = await open(api);

    await fill('email', ' ada@analytical.example ');
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Send a link for a new password' }))).click();

    expect(api.sentTo(requestPasswordReset)).toEqual([{ body: { email: 'ada@analytical.example' } }]);
    expect(address()).toBe('/reset-password?email=ada@analytical.example&wait=60');
  });

  it('sends the username without saying whether the address is known', async () => {
    const api = new FakeApi().on(requestUsername, () => ({ resendAfterSeconds: 60 }));
    const { fill, loader, text } = await open(api);

    await fill('email', 'ada@analytical.example');
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Send my username' }))).click();

    expect(text()).toContain('If this address has an account');
  });
});

describe('setting a new password', () => {
  const open = (api: FakeApi, query: string) =>
    openPage(ResetPasswordPage, api, { route: 'reset-password', url: `/reset-password${query}`, user: null });

  it('takes the mailed link and asks for nothing else', async () => {
    const api = new FakeApi().on(resetPassword, () => undefined);
    const { host, fill, loader, text } = await open(api, '?token=secret');

    expect(host.querySelector('#code')).toBeNull();
    await fill('new-password', NEW_PASSWORD);
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Set password' }))).click();

    expect(api.sentTo(resetPassword)).toEqual([{ body: { token: 'secret', newPassword: NEW_PASSWORD } }]);
    expect(text()).toContain('Your password is set');
  });

  it('takes the mailed code, and says what is wrong with it', async () => {
    const api = new FakeApi().on(resetPassword, () => {
      throw make.refusal(422, 'invalid_code');
    });
    const { fill, loader, text } = await open(api, '?email=ada@analytical.example');

    await fill('code', ' 123456 ');
    await fill('new-password', NEW_PASSWORD);
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Set password' }))).click();

    expect(api.sentTo(resetPassword)).toEqual([
      { body: { email: 'ada@analytical.example', code: '123456', newPassword: NEW_PASSWORD } },
    ]);
    expect(text()).toContain('This code is not right');
  });

  it('does not send a password that is too weak', async () => {
    const api = new FakeApi();
    const { fill, loader, text } = await open(api, '?token=secret');

    await fill('new-password', 'password1234');
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Set password' }))).click();

    expect(text()).toContain('The password does not meet the list below yet.');
    expect(api.sentTo(resetPassword)).toEqual([]);
  });
});

describe('a sign-in that was not theirs', () => {
  const open = (api: FakeApi) => openPage(NotMePage, api, { route: 'not-me', url: '/not-me?token=secret', user: null });

  it('is reported by a button, not by the link alone', async () => {
    const api = new FakeApi().on(reportSignIn, () => undefined);
    const { loader, text } = await open(api);

    expect(api.sentTo(reportSignIn)).toEqual([]);
    await (await loader.getHarness(MatButtonHarness.with({ text: 'It was not me, lock the account' }))).click();

    expect(api.sentTo(reportSignIn)).toEqual([{ body: { token: 'secret' } }]);
    expect(text()).toContain('The account is locked');
  });

  it('shows another way when the link is used up', async () => {
    const api = new FakeApi().on(reportSignIn, () => {
      throw make.refusal(422, 'link_expired');
    });
    const { loader, text } = await open(api);

    await (await loader.getHarness(MatButtonHarness.with({ text: 'It was not me, lock the account' }))).click();

    expect(text()).toContain('The link did not work');
    expect(text()).toContain('Set a new password');
  });
});
