import { MatButtonHarness } from '@angular/material/button/testing';

import { getBalance, getOrderOptions, listPublicPackages, orderServer } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { OrderPage } from './order-page';

const shop = () =>
  new FakeApi()
    .on(listPublicPackages, () => ({ data: [make.plan({ id: 1, name: 'S1', available: false }), make.plan()] }))
    .on(getOrderOptions, () => make.options());

const open = (api: FakeApi) => openPage(OrderPage, api, { route: 'servers/order' });
const create = MatButtonHarness.with({ text: 'Create server', ancestor: 'ui-panel' });

describe('ordering a server', () => {
  it('chooses what can be had: not what is sold out', async () => {
    const { host, text } = await open(shop());

    const chosen = [...host.querySelectorAll<HTMLInputElement>('input[type=radio]:checked')].map(radio => radio.name);
    expect(chosen).toEqual(['plan', 'location', 'family']);
    expect(text()).toContain('S2, Debian 13, Helsinki');
  });

  it('sends the order and goes to the new server', async () => {
    const api = shop().on(orderServer, () => make.serverDetail({ id: 42, state: 'queued' }));
    const { loader, fill, address } = await open(api);

    await fill('name', 'cache-3');
    await (await loader.getHarness(create)).click();

    expect(api.sentTo(orderServer)).toEqual([{ body: { packageId: 2, locationId: 2, templateId: 9, name: 'cache-3' } }]);
    expect(address()).toBe('/servers/42');
  });

  it('answers an unusable name by saying what is wrong, and sends nothing', async () => {
    const api = shop();
    const { loader, fill, text } = await open(api);

    await fill('name', '-bad');
    await (await loader.getHarness(create)).click();

    expect(text()).toContain('Use letters, digits and hyphens');
    expect(api.sentTo(orderServer)).toEqual([]);
  });

  it('refuses a private key before it leaves the page', async () => {
    const api = shop();
    const { loader, fill, text } = await open(api);

    await fill('name', 'cache-3');
    await fill('key', '-----BEGIN OPENSSH PRIVATE KEY-----');
    await (await loader.getHarness(create)).click();

    expect(text()).toContain('Never the private one');
    expect(api.sentTo(orderServer)).toEqual([]);
  });

  it("tells the API's refusal in words and lets the person try again", async () => {
    const api = shop().on(orderServer, () => {
      throw make.refusal(422, 'no_capacity');
    });
    const { loader, fill, text } = await open(api);

    await fill('name', 'cache-3');
    await (await loader.getHarness(create)).click();

    expect(text()).toContain('no room for this plan');
    expect(await (await loader.getHarness(create)).isDisabled()).toBe(false);
  });

  it('leads to adding credit when there is too little for the first hour', async () => {
    const { text } = await open(
      shop().on(getBalance, () => make.balance({ balance: '0.00', hourlyRate: '0.000000', runsOutAt: null })),
    );

    expect(text()).toContain('Add credit first');
    expect(text()).not.toContain('Create server');
  });

  it('shows what the chosen location costs, with everything that is taken once', async () => {
    const price = { monthly: '14.60', hourly: '0.02', currency: 'USD', setupFee: '2.00', minimumHours: 24 };
    const helsinki = { id: 2, name: 'Helsinki', available: true, reason: null, price };
    const api = shop()
      .on(getBalance, () => make.balance({ balance: '2.01' }))
      .on(getOrderOptions, () => make.options({ locations: [helsinki] }));
    const { text } = await open(api);

    expect(text()).toMatch(/Month, at most\s*\$14\.60/);
    expect(text()).toMatch(/Set-up, once\s*\$2\.00/);
    expect(text()).toMatch(/Paid at least\s*24 h/);
    expect(text()).toContain('does not cover set-up and the first hour');
  });
});
