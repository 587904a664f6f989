import { DOCUMENT } from '@angular/core';
import { MatButtonHarness } from '@angular/material/button/testing';
import { TestBed } from '@angular/core/testing';

import { addCredits, getPaymentOptions, getTopUpQuote, type PaymentOptionsDto, type TopUpQuoteDto } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { TopUpPanel } from './top-up-panel';

const pay = MatButtonHarness.with({ text: /^Pay/ });

const options = (changes: Partial<PaymentOptionsDto> = {}): PaymentOptionsDto => ({
  options: [{ gateway: 'paypal', label: 'PayPal' }],
  isLive: true,
  mayStoreSource: false,
  ...changes,
});
const BOTH: PaymentOptionsDto['options'] = [
  { gateway: 'paypal', label: 'PayPal' },
  { gateway: 'bank_transfer', label: 'Bank transfer' },
];
const untaxed = (amount: string): TopUpQuoteDto => ({
  ...{ currency: 'USD', credit: amount, total: amount, tax: '0.00', taxName: null, taxRateBasisPoints: null },
  ...{ isTaxIncluded: false, isReverseCharge: false },
});

const open = (api: FakeApi) => {
  if (!api.knows(getPaymentOptions)) api.on(getPaymentOptions, () => options());
  if (!api.knows(getTopUpQuote)) api.on(getTopUpQuote, params => untaxed(params?.amount ?? '0'));
  return openPage(TopUpPanel, api, { route: 'billing' });
};

const choose = (host: HTMLElement, label: string) => {
  const tile = [...host.querySelectorAll('label')].find(one => one.textContent?.trim() === label);
  tile?.querySelector('input')?.dispatchEvent(new Event('change'));
};

describe('adding credit', () => {
  it('says what the credit is afterwards and how long it lasts', async () => {
    const { text } = await open(new FakeApi());

    expect(text()).toContain('Pay $20.00 with PayPal');
    expect(text()).toMatch(/Then \$38\.42, lasting 23 days/);
  });

  it('sends the chosen amount', async () => {
    const left: string[] = [];
    const api = new FakeApi().on(addCredits, () => ({
      orderId: 'O-1',
      approveUrl: '#paypal',
      paymentId: 3,
      gateway: 'paypal' as const,
    }));
    const { host, loader, settle } = await open(api);
    const { location } = TestBed.inject(DOCUMENT);
    addEventListener('hashchange', () => left.push(location.hash), { once: true });

    choose(host, '$50.00');
    await settle();
    await (await loader.getHarness(pay)).click();
    await settle();

    expect(api.sentTo(addCredits)).toEqual([{ body: { amount: '50' } }]);
    expect(location.hash).toBe('#paypal');
  });

  it.each([
    ['4.99', 'The smallest top-up is $5.00.'],
    ['500.01', 'The largest top-up is $500.00.'],
    ['12.345', 'Enter an amount such as'],
    ['twenty', 'Enter an amount such as'],
  ])('refuses %s and says why', async (amount, words) => {
    const api = new FakeApi();
    const { host, loader, fill, settle, text } = await open(api);

    choose(host, 'Other');
    await settle();
    await fill('amount', amount);
    await (await loader.getHarness(pay)).click();

    expect(text()).toContain(words);
    expect(api.sentTo(addCredits)).toEqual([]);
  });

  it('tells honestly that nothing was charged when PayPal cannot be reached', async () => {
    const api = new FakeApi().on(addCredits, () => {
      throw make.refusal(503, 'payments_unavailable');
    });
    const { loader, text } = await open(api);

    await (await loader.getHarness(pay)).click();

    expect(text()).toContain('Nothing was charged');
  });

  it('says what the tax is before anybody pays, and asks for the whole', async () => {
    const api = new FakeApi().on(getTopUpQuote, () => ({
      ...untaxed('20.00'),
      ...{ total: '23.80', tax: '3.80', taxName: 'VAT', taxRateBasisPoints: 1900 },
    }));
    const { text, settle } = await open(api);
    await settle();

    expect(text()).toContain('Pay $23.80 with PayPal');
    expect(text()).toContain('$20.00 credit and $3.80 for 19 % VAT.');
  });

  it('leads to the bank details when somebody pays by transfer', async () => {
    const api = new FakeApi()
      .on(getPaymentOptions, () => options({ options: BOTH }))
      .on(addCredits, () => ({ orderId: 'SKY-4-AB', approveUrl: null, paymentId: 4, gateway: 'bank_transfer' as const }));
    const { host, loader, settle, text, address } = await open(api);
    await settle();

    choose(host, 'Bank transfer');
    await settle();
    expect(text()).toContain('Pay $20.00 by bank transfer');
    await (await loader.getHarness(pay)).click();
    await settle();

    expect(api.sentTo(addCredits)).toEqual([{ body: { amount: '20', gateway: 'bank_transfer' } }]);
    expect(address()).toBe('/billing/transfers/4');
  });

  it('lets PayPal remember the way to pay only when the customer ticks it', async () => {
    const api = new FakeApi()
      .on(getPaymentOptions, () => options({ mayStoreSource: true }))
      .on(addCredits, () => ({ orderId: 'O-1', approveUrl: '#paypal', paymentId: 3, gateway: 'paypal' as const }));
    const { host, loader, settle } = await open(api);
    await settle();

    choose(host, 'Let PayPal remember this for automatic top-up');
    await settle();
    await (await loader.getHarness(pay)).click();
    await settle();

    expect(api.sentTo(addCredits)).toEqual([{ body: { amount: '20', storesSource: true } }]);
  });

  it('marks a sandbox, where no money moves', async () => {
    const { text, settle } = await open(new FakeApi().on(getPaymentOptions, () => options({ isLive: false })));
    await settle();

    expect(text()).toContain('Sandbox, no money moves');
  });
});
