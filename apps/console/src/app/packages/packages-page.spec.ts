import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';

import {
  listOldPrices,
  listPackages,
  listPriceChanges,
  listPublicPackages,
  removePackagePrice,
  schedulePriceChange,
  setPackagePrice,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { PackagesPage } from './packages-page';

const selling = () =>
  new FakeApi()
    .on(listPackages, () => ({
      data: [make.package(), make.package({ id: 3, name: 'S4', price: null, isPublic: false })],
    }))
    .on(listPriceChanges, () => make.page())
    .on(listPublicPackages, () => ({ data: [] }));
const old = {
  ...{ serverId: 7, name: 'web-1', userId: 1, username: 'ada', locationName: 'Frankfurt', currency: 'USD' },
  ...{ oldMonthly: '8.00', newMonthly: '10.00', oldHourly: '0.010959', newHourly: '0.013699' },
};
const open = (api: FakeApi) => openPage(PackagesPage, api, { route: 'packages' });

describe('packages and prices', () => {
  it('tells what is sold for how much, and what is not sold', async () => {
    const { host } = await open(selling());

    const rows = [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' '));
    expect(rows[0]).toMatch(/S2.*On sale.*\$0\.0137.*\$10\.00/);
    expect(rows[1]).toMatch(/S4.*Not sold.*No price/);
  });

  it('sets a price and shows the hourly one that follows', async () => {
    const api = selling().on(setPackagePrice, () => make.price({ monthly: '12.50' }));
    const { loader, everywhere, fill, settle } = await open(api);

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Set price' }))).click();
    await settle();
    const dialog = await everywhere.getHarness(MatDialogHarness);
    await fill('monthly', '12.50');
    expect(await dialog.getText()).toContain('$0.017123 an hour');
    await (await dialog.getHarness(MatButtonHarness.with({ text: 'Set price' }))).click();

    expect(api.sentTo(setPackagePrice)).toEqual([{ id: 2, body: { monthly: '12.50' } }]);
    expect(api.sentTo(listPackages)).toHaveLength(2);
  });

  it.each(['', '0', '-1', 'ten', '1.005'])('refuses %j as a price', async price => {
    const api = selling();
    const { loader, everywhere, fill, settle } = await open(api);

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Set price' }))).click();
    await settle();
    const dialog = await everywhere.getHarness(MatDialogHarness);
    await fill('monthly', price);
    await (await dialog.getHarness(MatButtonHarness.with({ text: 'Set price' }))).click();

    expect(await dialog.getText()).toContain('Enter a price above zero');
    expect(api.sentTo(setPackagePrice)).toEqual([]);
  });

  it('asks before it stops selling', async () => {
    const api = selling().on(removePackagePrice, () => undefined);
    const { loader, everywhere } = await open(api);

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Stop selling' }))).click();
    const dialog = await everywhere.getHarness(MatDialogHarness);
    expect(await dialog.getContentText()).toContain('Servers that run on it keep the price');
    await (await dialog.getHarness(MatButtonHarness.with({ text: 'Stop selling' }))).click();

    expect(api.sentTo(removePackagePrice)).toEqual([{ id: 2 }]);
  });

  it('says where packages come from when there are none', async () => {
    const { text } = await open(new FakeApi().on(listPackages, () => ({ data: [] })).on(listPriceChanges, () => make.page()));

    expect(text()).toContain('They are mirrored from VirtFusion');
  });

  it('sets a fee, a least term and an hour for one location', async () => {
    const frankfurt = { id: 1, name: 'Frankfurt' };
    const plan = { id: 2, name: 'S2', cpuCores: 2, memoryMb: 4096, storageGb: 80, trafficGb: 0 };
    const api = selling()
      .on(setPackagePrice, () => make.price())
      .on(listPublicPackages, () => ({
        data: [
          { ...plan, price: { monthly: '10.00', hourly: '0.0137', currency: 'USD' }, available: true, locations: [frankfurt] },
        ],
      }));
    const { loader, everywhere, fill, settle } = await open(api);

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Set price' }))).click();
    await settle();
    const dialog = await everywhere.getHarness(MatDialogHarness);
    await fill('hourly', '0.02');
    await fill('setup-fee', '2.00');
    await fill('minimum-hours', '24');
    const where = document.querySelector<HTMLSelectElement>('#location');
    if (where) {
      where.value = '1';
      where.dispatchEvent(new Event('input'));
      where.dispatchEvent(new Event('change'));
    }
    await (await dialog.getHarness(MatButtonHarness.with({ text: 'Set price' }))).click();

    expect(api.sentTo(setPackagePrice)).toEqual([
      { id: 2, body: { monthly: '10.00', hourly: '0.02', setupFee: '2.00', minimumHours: 24, locationId: 1 } },
    ]);
  });

  it('announces a new price to the running servers that somebody leaves in', async () => {
    const api = selling()
      .on(listOldPrices, () => ({ data: [old, { ...old, serverId: 8, name: 'db-1' }], earliestAt: '2026-12-25T12:00:00.000Z' }))
      .on(schedulePriceChange, () => ({ id: 1 }));
    const { loader, everywhere, fill, settle } = await open(api);

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Running servers' }))).click();
    await settle();
    const dialog = await everywhere.getHarness(MatDialogHarness);
    expect(await dialog.getText()).toMatch(/web-1.*\$8\.00.*\$10\.00/);
    document.querySelector<HTMLInputElement>('[aria-label="Include db-1"]')?.click();
    await fill('reason', 'Power costs more');
    await (await dialog.getHarness(MatButtonHarness.with({ text: /Announce to 1 server/ }))).click();

    expect(api.sentTo(schedulePriceChange)).toEqual([
      { id: 2, body: { effectiveAt: '2026-12-26T00:00:00.000Z', reason: 'Power costs more', serverIds: [7] } },
    ]);
    expect(api.sentTo(listPriceChanges)).toHaveLength(2);
  });

  it('lists what is announced, and takes it back only while it is not in effect', async () => {
    const change = {
      ...{ id: 5, packageId: 2, packageName: 'S2', effectiveAt: '2026-12-26T00:00:00.000Z', reason: 'Power', servers: 3 },
      ...{ createdBy: 'bea', createdAt: '2026-11-25T12:00:00.000Z' },
    };
    const api = selling().on(listPriceChanges, () =>
      make.page({ ...change, state: 'scheduled' as const }, { ...change, id: 4, state: 'applied' as const }),
    );
    const { loader, text } = await open(api);

    expect(text()).toContain('In effect');
    expect(await loader.getAllHarnesses(MatButtonHarness.with({ text: 'Take back' }))).toHaveLength(1);
  });
});
