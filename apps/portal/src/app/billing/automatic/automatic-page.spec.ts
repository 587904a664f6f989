import { MatButtonHarness } from '@angular/material/button/testing';

import { type AutomaticTopUpDto, getAutomaticTopUp, removePaymentSource, setAutomaticTopUp } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { AutomaticPage } from './automatic-page';

const standing = (changes: Partial<AutomaticTopUpDto> = {}): AutomaticTopUpDto => ({
  ...{ isOffered: true, currency: 'USD', terms: null, paidToday: '0.00', paidThisMonth: '12.00', isPaying: false, failures: 0 },
  source: { label: 'a••@buyer.example', createdAt: '2026-11-25T12:00:00.000Z' },
  ...changes,
});
const TERMS: NonNullable<AutomaticTopUpDto['terms']> = {
  ...{ isOn: true, daysAhead: 14, fixedAmount: '20.00', dayCap: '40.00', monthCap: '100.00' },
  ...{ stoppedAt: null, stopReason: null },
};
const button = (text: string | RegExp) => MatButtonHarness.with({ text });
const open = (api: FakeApi) => openPage(AutomaticPage, api, { route: 'billing/automatic-top-up' });

describe('automatic top-up', () => {
  it('is off until the customer turns it on, with limits', async () => {
    const api = new FakeApi()
      .on(getAutomaticTopUp, () => standing())
      .on(setAutomaticTopUp, () => standing({ terms: { ...TERMS, fixedAmount: null } }));
    const { loader, text, fill, settle } = await open(api);
    expect(text()).toContain('Off');

    await fill('days-ahead', '10');
    await fill('month-cap', '80');
    await (await loader.getHarness(button('Turn on'))).click();
    await settle();

    expect(api.sentTo(setAutomaticTopUp)).toEqual([{ body: { isOn: true, daysAhead: 10, dayCap: '50', monthCap: '80' } }]);
    expect(text()).toContain('On');
  });

  it('shows the terms in force and turns them off', async () => {
    const api = new FakeApi()
      .on(getAutomaticTopUp, () => standing({ terms: TERMS }))
      .on(setAutomaticTopUp, () => standing({ terms: { ...TERMS, isOn: false } }));
    const { loader, host, settle } = await open(api);
    expect(host.querySelector<HTMLInputElement>('#fixed-amount')?.value).toBe('20.00');

    await (await loader.getHarness(button('Turn off'))).click();
    await settle();

    expect(api.sentTo(setAutomaticTopUp)).toEqual([
      { body: { isOn: false, daysAhead: 14, fixedAmount: '20.00', dayCap: '40.00', monthCap: '100.00' } },
    ]);
  });

  it('says why it has stopped', async () => {
    const stopped = { ...TERMS, isOn: false, stopReason: 'The last 3 payments failed.' };
    const { text } = await open(new FakeApi().on(getAutomaticTopUp, () => standing({ terms: stopped })));

    expect(text()).toContain('The last 3 payments failed.');
  });

  it('removes the stored way to pay once that is confirmed', async () => {
    const api = new FakeApi().on(getAutomaticTopUp, () => standing()).on(removePaymentSource, () => undefined);
    const { loader, everywhere, settle } = await open(api);

    await (await loader.getHarness(button('Remove'))).click();
    await settle();
    const confirm = await everywhere.getAllHarnesses(button('Remove'));
    await confirm.at(-1)?.click();
    await settle();

    expect(api.sentTo(removePaymentSource)).toHaveLength(1);
  });

  it.each([
    [standing({ source: null }), 'PayPal remembers no way to pay yet'],
    [standing({ isOffered: false }), 'Automatic top-up is not offered here'],
  ])('says what is missing', async (answer, words) => {
    const { text } = await open(new FakeApi().on(getAutomaticTopUp, () => answer));

    expect(text()).toContain(words);
  });

  it('offers another try when it cannot be loaded', async () => {
    const { text } = await open(
      new FakeApi().on(getAutomaticTopUp, () => {
        throw make.refusal(503, 'maintenance');
      }),
    );

    expect(text()).toContain('Automatic top-up could not be loaded');
  });
});
