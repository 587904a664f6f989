import { askWhatIf, listPublicPackages, listServers } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { WhatIfPanel } from './what-if-panel';

const hence = (hours: number) => new Date(Date.now() + hours * 3_600_000 + 60_000).toISOString();
const outlook = { balance: '18.42', hourlyRate: '0.068700', restOfMonth: '2.00' };
const answering = () =>
  new FakeApi()
    .on(listPublicPackages, () => ({ data: [make.plan()] }))
    .on(listServers, () => make.page(make.server()))
    .on(askWhatIf, () => ({
      ...{ currency: 'USD', asOf: new Date().toISOString() },
      present: { ...outlook, runsOutAt: hence(48) },
      then: { ...outlook, balance: '38.42', runsOutAt: hence(24 * 30) },
    }));

async function choose(host: HTMLElement, id: string, value: string): Promise<void> {
  const field = host.querySelector<HTMLInputElement | HTMLSelectElement>(`#${id}`);
  if (!field) throw new Error(`There is no field ${id}`);
  field.value = value;
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input'));
  await Promise.resolve();
}

describe('what if', () => {
  it('asks nothing until something is chosen', async () => {
    const api = answering();
    const { text } = await openPage(WhatIfPanel, api, { route: 'billing' });

    expect(text()).toContain('Nothing is ordered, paid or deleted');
    expect(api.sentTo(askWhatIf)).toEqual([]);
  });

  it('compares now with what would be', async () => {
    const api = answering();
    const { host, text, settle } = await openPage(WhatIfPanel, api, { route: 'billing' });

    await choose(host, 'what-if-amount', '20.00');
    await choose(host, 'what-if-plan', '2');
    await settle();

    expect(api.sentTo(askWhatIf).at(-1)).toEqual({ body: { topUp: '20.00', add: [{ packageId: 2, count: 1 }] } });
    expect(text()).toContain('2 days');
    expect(text()).toContain('30 days');
    expect(text()).toContain('$38.42');
  });

  it('says what an amount looks like instead of asking', async () => {
    const api = answering();
    const { host, text, settle } = await openPage(WhatIfPanel, api, { route: 'billing' });

    await choose(host, 'what-if-amount', 'much');
    await settle();

    expect(text()).toContain('Enter an amount such as 20.00');
    expect(api.sentTo(askWhatIf)).toEqual([]);
  });
});
