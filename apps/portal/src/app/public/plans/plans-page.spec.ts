import { MatButtonHarness } from '@angular/material/button/testing';

import { listPublicPackages } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { PlansPage } from './plans-page';

const open = (api: FakeApi) => openPage(PlansPage, api, { route: 'plans', user: null });

const choose = (host: HTMLElement, label: string) =>
  [...host.querySelectorAll('label')]
    .find(one => one.textContent?.trim() === label)
    ?.querySelector('input')
    ?.dispatchEvent(new Event('change'));

describe('plans and prices', () => {
  const plans = [make.plan(), make.plan({ id: 3, name: 'S8', available: false, locations: [{ id: 2, name: 'Helsinki' }] })];

  it('shows hour and month, and what is sold out', async () => {
    const { text } = await open(new FakeApi().on(listPublicPackages, () => ({ data: plans })));

    expect(text()).toContain('$0.0137');
    expect(text()).toContain('$10.00');
    expect(text()).toContain('Sold out');
  });

  it('narrows to a location', async () => {
    const { host, settle } = await open(new FakeApi().on(listPublicPackages, () => ({ data: plans })));

    choose(host, 'Helsinki');
    await settle();

    expect([...host.querySelectorAll('tbody .name')].map(cell => cell.textContent)).toEqual(['S8']);
  });

  it('puts the month first when asked', async () => {
    const { host, settle } = await open(new FakeApi().on(listPublicPackages, () => ({ data: plans })));

    choose(host, 'By the month');
    await settle();

    expect(host.querySelector('tbody .chosen')?.textContent).toContain('$10.00');
  });

  it('offers another try after a failure', async () => {
    let attempts = 0;
    const { loader, text } = await open(
      new FakeApi().on(listPublicPackages, () => {
        if (++attempts === 1) throw make.refusal(500, 'internal_error');
        return { data: [] };
      }),
    );

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Try again' }))).click();

    expect(text()).toContain('No plans are on sale right now.');
  });
});
