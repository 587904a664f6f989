import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';

import {
  addPasskey,
  beginTotp,
  confirmTotp,
  getNewPasskeyOptions,
  getSecondFactor,
  removePasskey,
  removeTotp,
  type SecondFactorDto,
} from '@sky/api-client';
import { SecondFactorSection } from '@sky/account';
import { FakeApi } from '@sky/api-client/testing';
import { AccountPrompts, Authenticator } from '@sky/session';
import { AccountDialogs } from '@sky/ui';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';

const NONE: SecondFactorDto = { totp: null, passkeys: [], recoveryCodesLeft: 0, requiredFrom: null };
const ON: SecondFactorDto = { ...NONE, totp: { enabledAt: '2026-11-25T12:00:00.000Z' }, recoveryCodesLeft: 10 };
const LAPTOP = { id: 7, name: 'Laptop', isBackedUp: true, createdAt: '2026-11-20T12:00:00.000Z', lastUsedAt: null };
const CODES = ['aaaa-bbbb-cccc', 'dddd-eeee-ffff'];

async function open(api: FakeApi) {
  TestBed.configureTestingModule({ providers: [{ provide: AccountPrompts, useExisting: AccountDialogs }] });
  TestBed.overrideProvider(Authenticator, { useValue: { isSupported: true, create: async () => ({ id: 'made' }) } });
  const page = await openPage(SecondFactorSection, api, { route: 'account/security' });
  const press = async (text: string | RegExp) => {
    await (await page.everywhere.getHarness(MatButtonHarness.with({ text }))).click();
    await page.settle();
  };
  const dialog = async () => (await page.everywhere.getHarness(MatDialogHarness)).getText();
  return { ...page, press, dialog };
}

describe('the second factors of a customer', () => {
  it('are set up by an app: the secret as a drawing and as text, the first code, then recovery codes once', async () => {
    let state = NONE;
    const api = new FakeApi()
      .on(getSecondFactor, () => state)
      .on(beginTotp, () => ({ secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP' }))
      .on(confirmTotp, ({ body }) => {
        if (body.code !== '123456') throw make.refusal(422, 'invalid_code');
        state = ON;
        return { recoveryCodes: CODES };
      });
    const { press, dialog, fill, text } = await open(api);
    expect(text()).toContain('Authenticator app Off');

    await press('Set up app');
    expect(await dialog()).toContain('JBSW Y3DP EHPK 3PXP');
    expect(document.querySelector('ui-qr-code svg path')?.getAttribute('d')?.length).toBeGreaterThan(500);
    await press('Turn on');
    expect(await dialog()).toContain('Enter the six digits');
    await fill('totp-code', '000000');
    await press('Turn on');
    expect(await dialog()).toContain('This code is not right.');
    await fill('totp-code', '123 456');
    await press('Turn on');

    const shown = await dialog();
    for (const code of CODES) expect(shown).toContain(code);
    await press('I have kept them');
    expect(text()).toContain('Authenticator app On');
    expect(text()).toContain('10 left');
    expect(api.sentTo(confirmTotp)).toEqual([{ body: { code: '000000' } }, { body: { code: '123456' } }]);
  });

  it('are kept when the role needs one: the reason is told in the dialog', async () => {
    const api = new FakeApi()
      .on(getSecondFactor, () => ON)
      .on(removeTotp, () => {
        throw make.refusal(422, 'second_factor_needed');
      });
    const { press, dialog, text, everywhere, settle } = await open(api);
    await press('Remove app');
    await (await everywhere.getHarness(MatButtonHarness.with({ text: 'Remove app', ancestor: 'mat-dialog-container' }))).click();
    await settle();
    expect(await dialog()).toContain('Your role needs a second factor.');
    expect(text()).toContain('Authenticator app On');
  });

  it('are passkeys: named before the browser makes one, listed, removed', async () => {
    let state = NONE;
    const api = new FakeApi()
      .on(getSecondFactor, () => state)
      .on(getNewPasskeyOptions, () => ({ options: { challenge: 'c' } }))
      .on(addPasskey, () => {
        state = { ...NONE, passkeys: [LAPTOP], recoveryCodesLeft: 10 };
        return { passkey: LAPTOP, recoveryCodes: [] };
      })
      .on(removePasskey, () => {
        state = NONE;
      });
    const { press, fill, text, settle } = await open(api);
    expect(text()).toContain('No passkeys');

    await press('Add passkey');
    await fill('asked-name', 'Laptop');
    await press('Go on');
    expect(api.sentTo(addPasskey)).toEqual([{ body: { name: 'Laptop', response: { id: 'made' } } }]);
    expect(text()).toContain('Laptop Synchronised');

    await press('Remove');
    await press('Remove passkey');
    await settle();
    expect(api.sentTo(removePasskey)).toEqual([{ id: 7 }]);
    expect(text()).toContain('No passkeys');
  });

  it('are asked for with a date, and with urgency once it has passed', async () => {
    let requiredFrom = '2999-01-01T00:00:00Z';
    const api = new FakeApi().on(getSecondFactor, () => ({ ...NONE, requiredFrom }));
    const later = await open(api);
    expect(later.text()).toContain('Your role will need a second factor');
    requiredFrom = '2020-01-01T00:00:00Z';
    TestBed.resetTestingModule();
    expect((await open(api)).text()).toContain('Your role needs a second factor');
  });

  it('say when they cannot be loaded, and are loaded on request', async () => {
    let isDown = true;
    const api = new FakeApi().on(getSecondFactor, () => {
      if (isDown) throw make.refusal(503, 'maintenance');
      return NONE;
    });
    const { text, press } = await open(api);
    expect(text()).toContain('Your second factors could not be loaded');
    isDown = false;
    await press(/again/i);
    expect(text()).toContain('Authenticator app Off');
  });
});
