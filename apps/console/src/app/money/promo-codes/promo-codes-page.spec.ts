import { MatButtonHarness } from '@angular/material/button/testing';

import { createPromoCode, enablePromoCode, listPromoCodes, type PromoCodeDto } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { PromoCodesPage } from './promo-codes-page';

const code = (changes: Partial<PromoCodeDto> = {}): PromoCodeDto => ({
  id: 3,
  code: 'WELCOME10',
  kind: 'amount',
  amount: '10.00',
  percentBasisPoints: null,
  mostCredit: null,
  currency: 'USD',
  mostRedemptions: 100,
  mostPerUser: 1,
  validFrom: '2026-11-25T12:00:00.000Z',
  validUntil: null,
  creditLastsDays: 30,
  enabled: true,
  redemptions: 4,
  given: '40.00',
  createdAt: '2026-11-25T12:00:00.000Z',
  ...changes,
});

const open = (api: FakeApi) => openPage(PromoCodesPage, api, { route: 'promo-codes' });
const button = (text: string | RegExp) => MatButtonHarness.with({ text });

describe('promo codes', () => {
  it('tell what they give, how often they were redeemed and what they cost', async () => {
    const api = new FakeApi().on(listPromoCodes, () =>
      make.page(
        code(),
        code({
          id: 4,
          code: 'FIRST20',
          kind: 'percent_of_first_top_up',
          amount: null,
          percentBasisPoints: 1_250,
          mostCredit: '50.00',
        }),
      ),
    );
    const { text } = await open(api);
    expect(text()).toMatch(/WELCOME10\s*\$10\.00/);
    expect(text()).toContain('4 of 100');
    expect(text()).toContain('12.5% of the first top-up, at most $50.00');
    expect(text()).toContain('30 days');
  });

  it('are switched off and on', async () => {
    const api = new FakeApi().on(listPromoCodes, () => make.page(code())).on(enablePromoCode, () => code({ enabled: false }));
    const { loader, settle } = await open(api);
    await (await loader.getHarness(button('Switch off'))).click();
    await settle();
    expect(api.sentTo(enablePromoCode)).toEqual([{ id: 3, body: { enabled: false } }]);
  });

  it('are made with their terms', async () => {
    const api = new FakeApi().on(listPromoCodes, () => make.page()).on(createPromoCode, () => code());
    const { loader, everywhere, settle, fill } = await open(api);
    await (await loader.getHarness(button('New code'))).click();
    await settle();
    await fill('promo-code', 'welcome10');
    await fill('promo-amount', '10');
    await fill('promo-redemptions', '100');
    await fill('promo-lasts', '30');
    await (await everywhere.getHarness(button('Create code'))).click();
    await settle();
    expect(api.sentTo(createPromoCode)).toEqual([
      { body: { code: 'welcome10', kind: 'amount', amount: '10', mostRedemptions: 100, mostPerUser: 1, creditLastsDays: 30 } },
    ]);
  });

  it('need an amount', async () => {
    const api = new FakeApi().on(listPromoCodes, () => make.page());
    const { loader, everywhere, settle, fill } = await open(api);
    await (await loader.getHarness(button('New code'))).click();
    await settle();
    await fill('promo-code', 'welcome10');
    await (await everywhere.getHarness(button('Create code'))).click();
    await settle();
    expect(document.body.textContent).toContain('Enter an amount above zero, such as 10.00.');
    expect(api.sentTo(createPromoCode)).toEqual([]);
  });
});
