import { MatButtonHarness } from '@angular/material/button/testing';

import { register } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { RegisterPage } from './register-page';

const PASSWORD = 'correct horse battery';

async function fillIn(api: FakeApi) {
  const page = await openPage(RegisterPage, api, { route: 'register', user: null });
  await page.fill('full-name', 'Ada Lovelace');
  await page.fill('username', 'ada');
  await page.fill('email', 'ada@analytical.example');
  await page.fill('password', PASSWORD);
  const terms = page.host.querySelector<HTMLInputElement>('input[type=checkbox]');
  if (!terms) throw new Error('There is nothing to agree to.');
  const submit = async () => (await page.loader.getHarness(MatButtonHarness.with({ text: 'Create account' }))).click();
  const agree = async () => {
    terms.checked = true;
    terms.dispatchEvent(new Event('change'));
    terms.dispatchEvent(new Event('input'));
    await page.settle();
  };
  return { ...page, submit, agree };
}

describe('registering', () => {
  it('sends the form and goes on to the code, with the time to wait for another', async () => {
    const api = new FakeApi().on(register, ({ body }) => ({ email: body.email, resendAfterSeconds: 60 }));
    const { agree, submit, address } = await fillIn(api);

    await agree();
    await submit();

    expect(api.sentTo(register)).toEqual([
      {
        body: {
          fullName: 'Ada Lovelace',
          username: 'ada',
          email: 'ada@analytical.example',
          password: PASSWORD,
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          acceptTerms: true,
        },
      },
    ]);
    expect(address()).toBe('/verify?email=ada@analytical.example&wait=60');
  });

  it('does not send a password that everybody would try', async () => {
    const api = new FakeApi();
    const { agree, fill, submit, text } = await fillIn(api);

    await fill('password', 'Password2026!');
    await agree();
    await submit();

    expect(text()).toContain('The password does not meet the list below yet.');
    expect(api.sentTo(register)).toEqual([]);
  });

  it('needs the agreement', async () => {
    const api = new FakeApi();
    const { submit, text } = await fillIn(api);

    await submit();

    expect(text()).toContain('An account needs your agreement.');
    expect(api.sentTo(register)).toEqual([]);
  });

  it('shows a taken username at the username', async () => {
    const api = new FakeApi().on(register, () => {
      throw make.refusal(409, 'username_taken');
    });
    const { agree, submit, host } = await fillIn(api);

    await agree();
    await submit();

    expect(host.querySelector('#username-note')?.textContent).toContain('This username is taken');
  });

  it('shows a refused password at the password', async () => {
    const api = new FakeApi().on(register, () => {
      throw make.refusal(400, 'validation_failed', [
        { field: 'password', message: 'is one of the first that anybody would try' },
      ]);
    });
    const { agree, submit, host } = await fillIn(api);

    await agree();
    await submit();

    expect(host.querySelector('#password-note')?.textContent).toContain('is one of the first that anybody would try');
  });
});
