import { MatButtonHarness } from '@angular/material/button/testing';

import { resendVerification, verifyEmail, verifyEmailLink } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { VerifyPage } from './verify-page';

const open = (api: FakeApi, query: string) => openPage(VerifyPage, api, { route: 'verify', url: `/verify${query}`, user: null });

describe('confirming an email', () => {
  it('takes the mailed code and leads on to signing in', async () => {
    const api = new FakeApi().on(verifyEmail, () => ({ isVerified: true }));
    const { loader, fill, text } = await open(api, '?email=ada@analytical.example');

    await fill('code', ' 123456 ');
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Confirm email' }))).click();

    expect(api.sentTo(verifyEmail)).toEqual([{ body: { email: 'ada@analytical.example', code: '123456' } }]);
    expect(text()).toContain('Your email is confirmed');
  });

  it('confirms by the mailed link without another step', async () => {
    const api = new FakeApi().on(verifyEmailLink, () => ({ isVerified: true, email: 'ada@analytical.example' }));

    const { text } = await open(api, '?token=secret');

    expect(api.sentTo(verifyEmailLink)).toEqual([{ body: { token: 'secret' } }]);
    expect(text()).toContain('Your email is confirmed');
  });

  it('falls back to the code when the link has expired', async () => {
    const api = new FakeApi().on(verifyEmailLink, () => {
      throw make.refusal(422, 'code_expired');
    });

    const { host, text } = await open(api, '?token=old');

    expect(text()).toContain('The link did not work');
    expect(host.querySelector('#code')).not.toBeNull();
  });

  it('says what is wrong with a code', async () => {
    const api = new FakeApi().on(verifyEmail, () => {
      throw make.refusal(422, 'invalid_code');
    });
    const { loader, fill, text } = await open(api, '?email=ada@analytical.example');

    await fill('code', '000000');
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Confirm email' }))).click();

    expect(text()).toContain('This code is not right');
  });

  it('counts down before another code may be asked for', async () => {
    const { loader } = await open(new FakeApi(), '?email=ada@analytical.example&wait=60');

    expect(await (await loader.getHarness(MatButtonHarness.with({ text: /Send another code in \d+ s/ }))).isDisabled()).toBe(
      true,
    );
  });

  it('sends another code without saying whether the address is known', async () => {
    const api = new FakeApi().on(resendVerification, () => ({ resendAfterSeconds: 60 }));
    const { loader, text } = await open(api, '?email=ada@analytical.example');

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Send another code' }))).click();

    expect(api.sentTo(resendVerification)).toEqual([{ body: { email: 'ada@analytical.example' } }]);
    expect(text()).toContain('If this address is waiting to be confirmed');
    expect(text()).toMatch(/Send another code in \d+ s/);
  });
});
