import { MatButtonHarness } from '@angular/material/button/testing';

import { endTaxRate, listTaxRates, setTaxRate, type TaxRateDto } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { TaxRatesPage } from './tax-rates-page';

const rate = (changes: Partial<TaxRateDto> = {}): TaxRateDto => ({
  ...{ id: 5, country: 'DE', customerKind: 'consumer', mode: 'exclusive', rateBasisPoints: 1900, name: 'VAT' },
  ...{ state: 'in_force', validFrom: '2026-11-01T00:00:00.000Z', validTo: null },
  ...changes,
});
const withRates = (...data: TaxRateDto[]) => new FakeApi().on(listTaxRates, () => ({ data, homeCountry: 'IE' }));
const open = (api: FakeApi) => openPage(TaxRatesPage, api, { route: 'tax-rates' });
const button = (text: string | RegExp) => MatButtonHarness.with({ text });

describe('tax rates', () => {
  it('shows what is taxed, how, and what held before', async () => {
    const before = rate({ id: 4, state: 'ended', rateBasisPoints: 825, validTo: '2026-11-01T00:00:00.000Z' });
    const { host, text } = await open(withRates(rate(), before));

    expect(text()).toContain('At home in IE');
    const rows = [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' '));
    expect(rows[0]).toMatch(/DE.*Consumers.*On top.*19% VAT.*In force/);
    expect(rows[1]).toMatch(/8\.25% VAT.*Ended/);
    expect(host.querySelectorAll('[aria-label^="End the rate"]')).toHaveLength(1);
  });

  it('says that nothing is taxed while no rate is set', async () => {
    expect((await open(withRates())).text()).toContain('Nothing is taxed');
  });

  it('sets a rate from a day on', async () => {
    const api = withRates().on(setTaxRate, () => rate());
    const { loader, everywhere, fill } = await open(api);
    await (await loader.getHarness(button('Set a rate'))).click();
    await everywhere.getHarness(button('Set rate'));
    await fill('tax-country', 'de');
    await fill('tax-percent', '8.25');
    await fill('tax-from', '2027-01-01');
    await (await everywhere.getHarness(button('Set rate'))).click();

    expect(api.sentTo(setTaxRate)).toEqual([
      {
        body: {
          ...{ country: 'DE', customerKind: 'consumer', mode: 'exclusive', rateBasisPoints: 825, name: 'VAT' },
          validFrom: '2027-01-01T00:00:00Z',
        },
      },
    ]);
  });

  it('refuses a rate without a percentage before anything is sent', async () => {
    const api = withRates();
    const { loader, everywhere, fill } = await open(api);
    await (await loader.getHarness(button('Set a rate'))).click();
    await everywhere.getHarness(button('Set rate'));
    await fill('tax-country', 'DE');
    await (await everywhere.getHarness(button('Set rate'))).click();

    expect(document.body.textContent).toContain('Enter a percentage above 0');
    expect(api.sentTo(setTaxRate)).toEqual([]);
  });

  it('ends a rate after asking', async () => {
    const api = withRates(rate()).on(endTaxRate, () => undefined);
    const { loader, everywhere } = await open(api);
    await (await loader.getHarness(button('End'))).click();
    await (await everywhere.getHarness(button('End rate'))).click();

    expect(api.sentTo(endTaxRate)).toEqual([{ id: 5 }]);
  });

  it('offers nothing to change to somebody who may only look', async () => {
    const api = withRates(rate());
    const user = make.user({ role: 'support', permissions: ['billing.read'] });
    const { host } = await openPage(TaxRatesPage, api, { route: 'tax-rates', user });

    expect(host.querySelectorAll('button')).toHaveLength(0);
  });
});
