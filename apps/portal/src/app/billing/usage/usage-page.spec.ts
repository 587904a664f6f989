import { getUsageLast30Days, type UsageDto } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { openPage } from '../../../testing/open-page';
import { daysOf, shareInWords } from './usage-days';
import { UsagePage } from './usage-page';

const usage = (change: Partial<UsageDto> = {}): UsageDto => ({
  ...{ currency: 'USD', from: '2026-10-29T12:00:00.000Z', to: '2026-11-28T12:00:00.000Z', timeZone: 'UTC' },
  ...{ total: '14.40', before: '7.20', other: '0.00' },
  days: [
    { day: '2026-11-27', serverId: 1, hours: 24, amount: '0.24' },
    { day: '2026-11-27', serverId: 2, hours: 24, amount: '0.48' },
  ],
  servers: [
    { serverId: 1, name: 'web-1', deleted: false, hours: 720, amount: '7.20', before: '7.20' },
    { serverId: 2, name: 'db-1', deleted: true, hours: 360, amount: '7.20', before: '0.00' },
  ],
  changes: [{ kind: 'added', serverName: 'db-1', difference: '7.20', words: 'db-1 was added and cost $7.20.' }],
  ...change,
});
const open = (api: FakeApi) => openPage(UsagePage, api, { route: 'billing/usage' });

describe('usage', () => {
  it('tells the sum, how it compares, why, and each server', async () => {
    const { host, text } = await open(new FakeApi().on(getUsageLast30Days, () => usage()));

    expect(text()).toContain('$14.40');
    expect(text()).toContain('$7.20 more than in the 30 days before');
    expect(text()).toContain('db-1 was added and cost $7.20.');
    expect(host.querySelector('a[href="/servers/1"]')?.textContent).toBe('web-1');
    expect(host.querySelector('a[href="/servers/2"]')).toBeNull();
    expect(text()).not.toContain('Set-up fees');
  });

  it('names what no hour stands for', async () => {
    expect((await open(new FakeApi().on(getUsageLast30Days, () => usage({ other: '2.00' })))).text()).toContain('Set-up fees');
  });

  it('says that nothing was used', async () => {
    const nothing = usage({ total: '0.00', before: '0.00', days: [], servers: [], changes: [] });
    const { text } = await open(new FakeApi().on(getUsageLast30Days, () => nothing));

    expect(text()).toContain('Nothing was used in 30 days');
  });

  it('offers another try after a failure', async () => {
    const { text } = await open(
      new FakeApi().on(getUsageLast30Days, () => {
        throw new Error('503');
      }),
    );

    expect(text()).toContain('The usage could not be loaded');
    expect(text()).toContain('Try again');
  });
});

describe(daysOf, () => {
  it('has every day of the window once, with the sum of all servers', () => {
    const { labels, values } = daysOf(usage());
    expect([labels.length, labels[0], labels.at(-1)]).toEqual([31, '2026-10-29', '2026-11-28']);
    expect(values[labels.indexOf('2026-11-27')]).toBe(0.72);
    expect(values[0]).toBe(0);
  });

  it('neither skips nor doubles the days on which clocks are changed', () => {
    const window = { from: '2026-10-20T12:00:00Z', to: '2026-11-19T12:00:00Z', timeZone: 'Europe/Berlin', days: [] };
    const { labels } = daysOf({ ...window, currency: 'USD' });
    expect(labels).toHaveLength(31);
    expect(labels).toContain('2026-10-25');
  });
});

describe(shareInWords, () => {
  it.each([
    ['5.00', '7.00', '$2.00 less than in the 30 days before'],
    ['5.00', '5.00', 'as much as in the 30 days before'],
  ])('compares %s with %s', (total, before, words) => {
    expect(shareInWords({ total, before, currency: 'USD' })).toBe(words);
  });
});
