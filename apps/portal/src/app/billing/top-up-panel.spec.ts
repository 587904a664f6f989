import { DOCUMENT } from '@angular/core';
import { MatButtonHarness } from '@angular/material/button/testing';
import { TestBed } from '@angular/core/testing';

import { addCredits } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { TopUpPanel } from './top-up-panel';

const pay = MatButtonHarness.with({ text: /^Pay/ });
const open = (api: FakeApi) => openPage(TopUpPanel, api, { route: 'billing' });

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
    const api = new FakeApi().on(addCredits, () => ({ orderId: 'O-1', approveUrl: '#paypal', paymentId: 3 }));
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
});
