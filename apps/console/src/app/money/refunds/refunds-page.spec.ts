import { MatButtonHarness } from '@angular/material/button/testing';

import { type DisputeDto, listDisputes, listRefunds, recordRefundPaidOut, type RefundDto, withdrawRefund } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { DisputesPage } from './disputes-page';
import { RefundsPage } from './refunds-page';

const AT = '2026-11-25T12:00:00.000Z';
const ADA = { id: 7, username: 'ada', email: 'ada@analytical.example' };
const refund = (changes: Partial<RefundDto> = {}): RefundDto => ({
  ...{ id: 9, paymentId: 41, gateway: 'bank_transfer', amount: '10.00', currency: 'USD', reason: 'Wrong plan' },
  ...{ origin: 'staff', state: 'pending', gatewayRefundId: null, requestedBy: 'grace', lastError: null, nextCheckAt: null },
  ...{ createdAt: AT, updatedAt: AT, user: ADA },
  ...changes,
});
const button = (text: string) => MatButtonHarness.with({ text });

describe('refunds', () => {
  const open = (api: FakeApi) => openPage(RefundsPage, api, { route: 'refunds' });

  it('records what somebody paid out', async () => {
    const api = new FakeApi().on(listRefunds, () => make.page(refund())).on(recordRefundPaidOut, () => refund());
    const { loader, everywhere, settle, fill } = await open(api);

    await (await loader.getHarness(button('Paid out'))).click();
    await settle();
    await fill('paid-reference', 'BOOKING-8');
    await (await everywhere.getHarness(button('Record'))).click();
    await settle();

    expect(api.sentTo(recordRefundPaidOut)).toEqual([{ id: 9, body: { bankReference: 'BOOKING-8' } }]);
  });

  it('withdraws what nobody has paid out', async () => {
    const api = new FakeApi().on(listRefunds, () => make.page(refund())).on(withdrawRefund, () => refund({ state: 'failed' }));
    const { loader, everywhere, settle } = await open(api);

    await (await loader.getHarness(button('Withdraw'))).click();
    await settle();
    await (await everywhere.getAllHarnesses(button('Withdraw'))).at(-1)?.click();
    await settle();

    expect(api.sentTo(withdrawRefund)).toEqual([{ id: 9 }]);
  });

  it('leaves refunds of PayPal to PayPal, and shows what is not known', async () => {
    const unknown = refund({ gateway: 'paypal', state: 'unknown', lastError: 'no answer within 7000 ms' });
    const { loader, text } = await open(new FakeApi().on(listRefunds, () => make.page(unknown)));

    expect(text()).toContain('no answer within 7000 ms');
    expect(await loader.getHarnessOrNull(button('Paid out'))).toBeNull();
  });

  it('says when there are none', async () => {
    const { text } = await open(new FakeApi().on(listRefunds, () => make.page<RefundDto>()));

    expect(text()).toContain('Nothing was refunded yet');
  });
});

describe('disputes', () => {
  const dispute: DisputeDto = {
    ...{ id: 3, paymentId: 41, gateway: 'paypal', gatewayDisputeId: 'PP-D-1', state: 'lost', amount: '25.00', currency: 'USD' },
    ...{ reason: 'UNAUTHORISED', stage: null, gatewayStatus: 'RESOLVED', outcome: 'RESOLVED_BUYER_FAVOUR', taken: '25.00' },
    ...{ restored: '0.00', respondBy: null, openedAt: AT, updatedAt: AT, closedAt: AT, user: ADA },
  };
  const open = (api: FakeApi) => openPage(DisputesPage, api, { route: 'disputes' });

  it('tell what they took', async () => {
    const { text, host } = await open(new FakeApi().on(listDisputes, () => make.page(dispute)));

    expect(text()).toContain('resolved buyer favour');
    expect(host.querySelector('a[href="/payments/41"]')?.textContent).toContain('PP-D-1');
  });

  it('offer another try when they cannot be loaded', async () => {
    const { text } = await open(
      new FakeApi().on(listDisputes, () => {
        throw make.refusal(503, 'maintenance');
      }),
    );

    expect(text()).toContain('The disputes could not be loaded');
  });
});
