import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';

import { endDebtorExemption, exemptDebtor, listDebtors, listMeterIncidents } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { MetersPage } from '../meters/meters-page';
import { DebtorsPage } from './debtors-page';

const hence = (hours: number) => new Date(Date.now() + hours * 3_600_000 + 60_000).toISOString();
const open = (api: FakeApi) => openPage(DebtorsPage, api, { route: 'debtors' });

describe('debtors', () => {
  it('tells how far each debt has come and what follows when', async () => {
    const debtors = make.page(
      make.debtor({ suspendAt: hence(50) }),
      make.debtor({ userId: 3, username: 'eve', state: 'suspended', deleteAt: hence(24 * 13) }),
      make.debtor({ userId: 4, username: 'kim', state: 'exempt', exemptReason: 'Pays by cheque' }),
    );
    const { host } = await open(new FakeApi().on(listDebtors, () => debtors));

    const rows = [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' '));
    expect(rows[0]).toMatch(/linus.*Warned.*Suspended in 2 d.*\$1\.20/);
    expect(rows[1]).toMatch(/eve.*Suspended.*Deleted in 13 d/);
    expect(rows[2]).toMatch(/kim.*Exempt.*Pays by cheque.*Nothing/);
  });

  it('postpones with a reason and an end', async () => {
    const api = new FakeApi().on(listDebtors, () => make.page(make.debtor())).on(exemptDebtor, () => undefined);
    const { loader, everywhere, fill } = await open(api);

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Postpone' }))).click();
    const dialog = await everywhere.getHarness(MatDialogHarness);
    await (await dialog.getHarness(MatButtonHarness.with({ text: 'Postpone' }))).click();
    expect(await dialog.getText()).toContain('Say why.');
    await fill('reason', 'Pays by cheque');
    await (await dialog.getHarness(MatButtonHarness.with({ text: 'Postpone' }))).click();

    expect(api.sentTo(exemptDebtor)).toEqual([{ id: 2, body: { reason: 'Pays by cheque', until: '2026-12-02T12:00:00.000Z' } }]);
    expect(api.sentTo(listDebtors)).toHaveLength(2);
  });

  it('ends an exemption', async () => {
    const exempt = make.debtor({ state: 'exempt', exemptReason: 'Pays by cheque' });
    const api = new FakeApi().on(listDebtors, () => make.page(exempt)).on(endDebtorExemption, () => undefined);
    const { loader } = await open(api);

    await (await loader.getHarness(MatButtonHarness.with({ text: 'End exemption' }))).click();

    expect(api.sentTo(endDebtorExemption)).toEqual([{ id: 2 }]);
  });

  it('says that nobody owes anything', async () => {
    expect((await open(new FakeApi().on(listDebtors, () => make.page()))).text()).toContain('Nobody owes anything');
  });
});

describe('meters', () => {
  it('tells which meter behaves strangely and for how long', async () => {
    const incident = { id: 1, kind: 'frozen' as const, userId: 1, username: 'ada', serverId: 7, serverName: 'web-1' };
    const at = '2026-11-25T12:00:00.000Z';
    const api = new FakeApi().on(listMeterIncidents, () =>
      make.page({ ...incident, detail: 'No hour was charged for 3 hours.', openedAt: at, closedAt: null }),
    );
    const { host, text } = await openPage(MetersPage, api, { route: 'meters' });

    expect(text()).toMatch(/web-1.*Stands still.*No hour was charged for 3 hours.*Lasting/);
    expect(host.querySelector('a[href="/servers/7"]')).not.toBeNull();
  });

  it('says that all is well', async () => {
    const { text } = await openPage(
      MetersPage,
      new FakeApi().on(listMeterIncidents, () => make.page()),
      { route: 'meters' },
    );

    expect(text()).toContain('All meters move as they should');
  });
});
