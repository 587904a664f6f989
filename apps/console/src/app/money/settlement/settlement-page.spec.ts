import { MatButtonHarness } from '@angular/material/button/testing';

import {
  listSettlementChecks,
  listSettlementDifferences,
  resolveSettlementDifference,
  type SettlementCheckDto,
  type SettlementDifferenceDto,
  startSettlementCheck,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { SettlementPage } from './settlement-page';

const AT = '2026-11-25T12:00:00.000Z';
const check: SettlementCheckDto = {
  ...{ id: 2, startsAt: AT, endsAt: AT, state: 'done', seen: 12, matched: 11, mended: 0, differences: 1, lastError: null },
  ...{ createdAt: AT, finishedAt: AT },
};
const difference: SettlementDifferenceDto = {
  ...{ id: 8, kind: 'missing_here', subject: 'capture', gatewayId: 'CAPTURE-9', paymentId: null, amountHere: null },
  ...{ amountThere: '25.00', currency: 'USD', happenedAt: AT, foundAt: AT, seenAt: AT, resolvedAt: null, resolution: null },
  advice: 'PayPal took money for no payment of ours.',
};
const button = (text: string) => MatButtonHarness.with({ text });
const open = (api: FakeApi) => openPage(SettlementPage, api, { route: 'settlement' });

describe('settlement', () => {
  it('tells what differs and what to do, and takes that it is dealt with', async () => {
    const api = new FakeApi()
      .on(listSettlementChecks, () => make.page(check))
      .on(listSettlementDifferences, () => make.page(difference))
      .on(resolveSettlementDifference, () => difference);
    const { loader, everywhere, text, settle } = await open(api);
    for (const words of ['Missing here: capture', 'CAPTURE-9', '$25.00', 'PayPal took money for no payment of ours.'])
      expect(text()).toContain(words);

    await (await loader.getHarness(button('Dealt with'))).click();
    await settle();
    await (await everywhere.getHarness(button('It is dealt with'))).click();
    await settle();

    expect(api.sentTo(resolveSettlementDifference)).toMatchObject([{ id: 8 }]);
  });

  it('says that the books agree once they were compared, and not before', async () => {
    const api = new FakeApi()
      .on(listSettlementChecks, () => make.page(check))
      .on(listSettlementDifferences, () => make.page<SettlementDifferenceDto>());
    const { text } = await open(api);
    expect(text()).toContain('The books agree with PayPal');
  });

  it('begins a comparison', async () => {
    const api = new FakeApi()
      .on(listSettlementChecks, () => make.page<SettlementCheckDto>())
      .on(listSettlementDifferences, () => make.page<SettlementDifferenceDto>())
      .on(startSettlementCheck, () => ({ ...check, state: 'running' as const }));
    const { loader, text, settle } = await open(api);
    expect(text()).toContain('No difference is known, because nothing was compared yet');

    await (await loader.getHarness(button('Compare the last 7 days'))).click();
    await settle();

    expect(api.sentTo(startSettlementCheck)).toEqual([{ body: { days: 7 } }]);
  });

  it('says that the last comparison failed', async () => {
    const failed = { ...check, state: 'failed' as const, lastError: 'PayPal: status 503' };
    const { text } = await open(
      new FakeApi().on(listSettlementChecks, () => make.page(failed)).on(listSettlementDifferences, () => make.page(difference)),
    );

    expect(text()).toContain('PayPal: status 503');
  });
});
