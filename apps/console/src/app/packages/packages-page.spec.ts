import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';

import { listPackages, removePackagePrice, setPackagePrice } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { PackagesPage } from './packages-page';

const selling = () =>
  new FakeApi().on(listPackages, () => ({
    data: [make.package(), make.package({ id: 3, name: 'S4', price: null, isPublic: false })],
  }));
const open = (api: FakeApi) => openPage(PackagesPage, api, { route: 'packages' });

describe('packages and prices', () => {
  it('tells what is sold for how much, and what is not sold', async () => {
    const { host } = await open(selling());

    const rows = [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' '));
    expect(rows[0]).toMatch(/S2.*On sale.*\$0\.0137.*\$10\.00/);
    expect(rows[1]).toMatch(/S4.*Not sold.*No price/);
  });

  it('sets a price and shows the hourly one that follows', async () => {
    const api = selling().on(setPackagePrice, () => ({ id: 1, monthly: '12.50', currency: 'USD', validFrom: '', validTo: null }));
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
    const { text } = await open(new FakeApi().on(listPackages, () => ({ data: [] })));

    expect(text()).toContain('They are mirrored from VirtFusion');
  });
});
