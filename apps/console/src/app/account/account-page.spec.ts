import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';

import { changePassword, getSecondFactor, renewRecoveryCodes } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';
import { AccountPrompts } from '@sky/session';
import { AccountDialogs } from '@sky/ui';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { AccountPage } from './account-page';

const STATE = { totp: { enabledAt: '2026-11-25T12:00:00.000Z' }, passkeys: [], recoveryCodesLeft: 1, requiredFrom: null };

async function open(api: FakeApi) {
  TestBed.configureTestingModule({ providers: [{ provide: AccountPrompts, useExisting: AccountDialogs }] });
  const page = await openPage(
    AccountPage,
    api.on(getSecondFactor, () => STATE),
    { route: 'account' },
  );
  const press = async (filter: { text: string; ancestor?: string }) => {
    await (await page.everywhere.getHarness(MatButtonHarness.with(filter))).click();
    await page.settle();
  };
  return { ...page, press };
}

describe('the account of a member of staff', () => {
  it('gives new recovery codes after a question, and shows them once', async () => {
    const api = new FakeApi().on(renewRecoveryCodes, () => ({ recoveryCodes: ['aaaa-bbbb-cccc'] }));
    const { press, text, everywhere } = await open(api);
    expect(text()).toContain('1 left');

    await press({ text: 'Make new codes' });
    expect(api.sentTo(renewRecoveryCodes)).toHaveLength(0);
    await press({ text: 'Make new codes', ancestor: 'mat-dialog-container' });
    expect(await (await everywhere.getHarness(MatDialogHarness)).getText()).toContain('aaaa-bbbb-cccc');
    await press({ text: 'I have kept them' });
    expect(await everywhere.getHarnessOrNull(MatDialogHarness)).toBeNull();
  });

  it('changes the password, and says why not', async () => {
    let isRight = false;
    const api = new FakeApi().on(changePassword, () => {
      if (!isRight) throw make.refusal(422, 'wrong_password');
    });
    const { press, text, fill } = await open(api);
    await fill('current-password', 'wrong');
    await fill('new-password', 'correct horse battery staple');
    await press({ text: 'Change password' });
    expect(text()).toContain('Your present password is not right.');

    isRight = true;
    await fill('current-password', 'right');
    await press({ text: 'Change password' });
    expect(text()).toContain('Changed. Other sessions were ended.');
  });
});
