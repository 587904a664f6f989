import { MatButtonHarness } from '@angular/material/button/testing';

import { listPromoCredit, type PromoCreditListDto, redeemPromoCode } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { PromoCodePanel } from './promo-code-panel';

const nothing: PromoCreditListDto = { data: [], left: '0.00', currency: 'USD', waitingCode: null };
const redeem = MatButtonHarness.with({ text: 'Redeem' });

describe('promo codes in the portal', () => {
  it('show what is left and until when', async () => {
    const api = new FakeApi().on(listPromoCredit, () => ({
      ...nothing,
      data: [{ code: 'WELCOME10', granted: '10.00', left: '7.25', expiresAt: '2026-12-25T12:00:00.000Z' }],
      left: '7.25',
      waitingCode: 'FIRST20',
    }));
    const { text } = await openPage(PromoCodePanel, api, { route: 'billing' });
    expect(text()).toContain('$7.25 of $10.00');
    expect(text()).toContain('FIRST20 waits for your first top-up.');
  });

  it('are redeemed as they are typed', async () => {
    const api = new FakeApi()
      .on(listPromoCredit, () => nothing)
      .on(redeemPromoCode, () => ({
        redemptionId: 1,
        state: 'granted' as const,
        granted: '10.00',
        percentBasisPoints: null,
        currency: 'USD',
      }));
    const { loader, fill, settle } = await openPage(PromoCodePanel, api, { route: 'billing' });
    await fill('promo-code', ' welcome10 ');
    await (await loader.getHarness(redeem)).click();
    await settle();
    expect(api.sentTo(redeemPromoCode)).toEqual([{ body: { code: 'welcome10' } }]);
    expect(api.sentTo(listPromoCredit)).toHaveLength(2);
  });

  it('say why they were refused', async () => {
    const api = new FakeApi()
      .on(listPromoCredit, () => nothing)
      .on(redeemPromoCode, () => {
        throw make.refusal(422, 'promo_code_already_used');
      });
    const { loader, fill, settle, text } = await openPage(PromoCodePanel, api, { route: 'billing' });
    await fill('promo-code', 'WELCOME10');
    await (await loader.getHarness(redeem)).click();
    await settle();
    expect(text()).toContain('You have used this code already.');
  });
});
