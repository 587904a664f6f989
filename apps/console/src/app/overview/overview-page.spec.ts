import { MatButtonHarness } from '@angular/material/button/testing';

import { getOverview } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { attentionIn } from './attention';
import { OverviewPage } from './overview-page';

describe("the console's overview", () => {
  it('shows true figures with the time they are of', async () => {
    const { text } = await openPage(
      OverviewPage,
      new FakeApi().on(getOverview, () => make.overview()),
    );

    for (const fact of ['$61,904.20', '$1,420.11 today', '$48,210.55', '655 verified', 'of 5 that exist', 'As of ']) {
      expect(text()).toContain(fact);
    }
    expect(text()).toContain('Nothing needs a person now');
  });

  it('offers another try when the figures could not be loaded', async () => {
    let attempts = 0;
    const api = new FakeApi().on(getOverview, () => {
      if (++attempts === 1) throw make.refusal(500, 'internal_error');
      return make.overview();
    });
    const { loader, text } = await openPage(OverviewPage, api);
    expect(text()).toContain('The figures could not be loaded');

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Try again' }))).click();

    expect(text()).toContain('$61,904.20');
  });

  it('keeps the last figures, with a word of warning, when they cannot be read again', async () => {
    let attempts = 0;
    const api = new FakeApi().on(getOverview, () => {
      if (++attempts > 1) throw make.refusal(503, 'internal_error');
      return make.overview();
    });
    const { loader, text } = await openPage(OverviewPage, api);

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Read again' }))).click();

    expect(text()).toContain('The figures could not be read again');
    expect(text()).toContain('$61,904.20');
  });
});

describe(attentionIn, () => {
  it('finds nothing in a quiet house', () => {
    expect(attentionIn(make.overview())).toEqual([]);
  });

  it('puts errors before warnings and leads to where something can be done', () => {
    const items = attentionIn(
      make.overview({
        jobs: { queued: 0, failed: 2, dead: 1 },
        payments: { pending: 3, unknown: 1 },
        servers: { total: 2, byState: { failed: 2 } },
        virtfusion: { status: 'down', checkedAt: null },
      }),
    );

    expect(items.map(({ severity }) => severity)).toEqual(['error', 'error', 'error', 'warning', 'warning']);
    expect(items[1]).toMatchObject({ words: '1 job gave up', link: '/jobs', queryParams: { state: 'dead' } });
    expect(items[2]?.words).toBe('2 servers failed');
  });
});
