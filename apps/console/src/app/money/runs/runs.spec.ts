import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';

import { applyBillingRun, getBillingRun, listBillingRuns, previewBillingRun } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { RunPage } from './run-page';
import { RunsPage } from './runs-page';

const openRun = (api: FakeApi) => openPage(RunPage, api, { route: 'billing-runs/:id', url: '/billing-runs/12' });

describe('billing runs', () => {
  it('lists what was charged, and opens the plan of the next run', async () => {
    const api = new FakeApi()
      .on(listBillingRuns, () => make.page(make.billingRun({ id: 11, kind: 'schedule', state: 'applied', createdBy: null })))
      .on(previewBillingRun, () => make.billingRun());
    const { loader, text, address } = await openPage(RunsPage, api, { route: 'billing-runs' });

    expect(text()).toMatch(/Run 11.*Charged.*By schedule.*\$0\.03/);
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Preview next run' }))).click();
    expect(api.sentTo(previewBillingRun)).toEqual([{ body: { hoursAhead: 0 } }]);
    expect(address()).toBe('/billing-runs/12');
  });

  it('says when there is none', async () => {
    expect(
      (
        await openPage(
          RunsPage,
          new FakeApi().on(listBillingRuns, () => make.page()),
          { route: 'billing-runs' },
        )
      ).text(),
    ).toContain('Nothing was charged yet');
  });
});

describe('a billing run', () => {
  it('offers another try after a failure', async () => {
    const { text } = await openRun(
      new FakeApi().on(getBillingRun, () => {
        throw make.refusal(503, 'unavailable');
      }),
    );

    expect(text()).toContain('The run could not be loaded');
    expect(text()).toContain('Try again');
  });

  it('says what has changed when a plan no longer holds', async () => {
    const details = [{ field: 'hours', message: '3 planned, 2 now' }];
    const api = new FakeApi()
      .on(getBillingRun, () => make.billingRun())
      .on(applyBillingRun, () => {
        throw make.refusal(409, 'plan_changed', details);
      });
    const { loader, everywhere, text, settle } = await openRun(api);

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Apply this plan' }))).click();
    const dialog = await everywhere.getHarness(MatDialogHarness);
    await (await dialog.getHarness(MatButtonHarness.with({ text: 'Charge $0.03' }))).click();
    await settle();

    expect(text()).toContain('Nothing was charged. hours: 3 planned, 2 now');
  });

  it('shows whom it charges and what it does about debts', async () => {
    const { host, text } = await openRun(new FakeApi().on(getBillingRun, () => make.billingRun()));

    expect(text()).toMatch(/linus.*Suspend servers/);
    expect(text()).toMatch(/web-1.*ada/);
    expect(host.querySelector('a[href="/servers/7"]')).not.toBeNull();
  });

  it('applies exactly the plan after asking', async () => {
    const api = new FakeApi()
      .on(getBillingRun, () => make.billingRun())
      .on(applyBillingRun, () => make.billingRun({ state: 'applied' }));
    const { loader, everywhere, settle } = await openRun(api);

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Apply this plan' }))).click();
    const dialog = await everywhere.getHarness(MatDialogHarness);
    expect(await dialog.getContentText()).toContain('Exactly this plan is carried out, or nothing');
    await (await dialog.getHarness(MatButtonHarness.with({ text: 'Charge $0.03' }))).click();

    await settle();

    expect(api.sentTo(applyBillingRun)).toEqual([{ id: 12 }]);
    expect(api.sentTo(getBillingRun)).toHaveLength(2);
  });

  it('cannot be applied by somebody who may only read', async () => {
    const reader = make.user({ permissions: ['billing.read'] });
    const api = new FakeApi().on(getBillingRun, () => make.billingRun());
    const read = await openPage(RunPage, api, { route: 'billing-runs/:id', url: '/billing-runs/12', user: reader });
    expect(read.text()).not.toContain('Apply this plan');
  });

  it('leads to the ledger lines that it made', async () => {
    const entry = { transactionId: '901', userId: 1, username: 'ada', description: 'One server-hour', amount: '-0.01' };
    const applied = make.billingRun({
      state: 'applied',
      transactions: [{ ...entry, createdAt: '2026-11-25T12:00:00.000Z' }],
    });
    const { host, text } = await openRun(new FakeApi().on(getBillingRun, () => applied));

    expect(text()).not.toContain('Apply this plan');
    expect(host.querySelector('a[href="/transactions/901"]')?.textContent).toBe('ada');
  });
});
