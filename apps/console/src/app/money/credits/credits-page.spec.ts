import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';

import {
  addCredit,
  adjustCredit,
  approveStaffCredit,
  listStaffCredits,
  listUsers,
  rejectStaffCredit,
  type StaffCreditDto,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { CreditsPage } from './credits-page';

const credit = (changes: Partial<StaffCreditDto> = {}): StaffCreditDto => ({
  id: 5,
  kind: 'addition',
  state: 'awaiting',
  user: { id: 7, username: 'ada', email: 'ada@example.com' },
  amount: '250.00',
  currency: 'USD',
  reason: 'Contract of May',
  askedBy: { id: 9, username: 'ben' },
  askedAt: '2026-11-25T12:00:00.000Z',
  decidedBy: null,
  decidedAt: null,
  note: null,
  transactionId: null,
  reversesTransactionId: null,
  ...changes,
});

const open = (api: FakeApi) => openPage(CreditsPage, api, { route: 'credits' });
const button = (text: string | RegExp) => MatButtonHarness.with({ text });

describe('credit by staff', () => {
  it('says who asked for what and why, and lets a second person agree', async () => {
    const api = new FakeApi()
      .on(listStaffCredits, () => make.page(credit()))
      .on(approveStaffCredit, () => credit({ state: 'posted' }));
    const { text, loader, everywhere, settle } = await open(api);
    expect(text()).toContain('ada');
    expect(text()).toContain('Contract of May');
    expect(text()).toContain('Waits for a second person');

    await (await loader.getHarness(button('Agree'))).click();
    await settle();
    const dialog = await everywhere.getHarness(MatDialogHarness);
    expect(await dialog.getTitleText()).toContain('+$250.00 for ada');
    await (await dialog.getHarness(button('Agree and post'))).click();
    await settle();
    expect(api.sentTo(approveStaffCredit)).toEqual([{ id: 5, body: {} }]);
  });

  it('offers to withdraw one’s own wish and not to agree to it', async () => {
    const api = new FakeApi()
      .on(listStaffCredits, () => make.page(credit({ askedBy: { id: 2, username: 'mara' } })))
      .on(rejectStaffCredit, () => credit({ state: 'withdrawn' }));
    const { loader } = await open(api);
    expect(await loader.hasHarness(button('Agree'))).toBe(false);
    expect(await loader.hasHarness(button('Withdraw'))).toBe(true);
  });

  it('adds credit to whoever is named, once', async () => {
    const api = new FakeApi()
      .on(listStaffCredits, () => make.page())
      .on(listUsers, () => make.page(make.person({ id: 7, username: 'ada' })))
      .on(addCredit, () => credit({ state: 'posted', transactionId: 12 }));
    const { loader, everywhere, settle, fill } = await open(api);
    await (await loader.getHarness(button('Change credit'))).click();
    await settle();
    await fill('credit-customer', 'ADA');
    await fill('credit-amount', '12.50');
    await fill('credit-reason', 'For the outage');
    await (await everywhere.getHarness(button('Add credit'))).click();
    await settle();
    expect(api.sentTo(addCredit)).toEqual([{ body: { userId: 7, amount: '12.50', reason: 'For the outage' } }]);
  });

  it('refuses an amount of nothing and somebody whom nobody knows', async () => {
    const api = new FakeApi().on(listStaffCredits, () => make.page()).on(listUsers, () => make.page());
    const { loader, everywhere, settle, fill } = await open(api);
    await (await loader.getHarness(button('Change credit'))).click();
    await settle();
    await fill('credit-customer', 'nobody');
    await fill('credit-amount', '0');
    await fill('credit-reason', 'Because');
    const add = await everywhere.getHarness(button('Add credit'));
    await add.click();
    await settle();
    expect(document.body.textContent).toContain('Enter an amount above zero');
    await fill('credit-amount', '5');
    await add.click();
    await settle();
    expect(document.body.textContent).toContain('Nobody has this username or email.');
    expect([api.sentTo(addCredit), api.sentTo(adjustCredit)]).toEqual([[], []]);
  });

  it('fails with a way to try again', async () => {
    const api = new FakeApi().on(listStaffCredits, () => {
      throw make.refusal(503, 'unavailable');
    });
    const { text } = await open(api);
    expect(text()).toContain('The credits could not be loaded');
  });
});
