import { type DebtDto, getDebt } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { openPage } from '../../../testing/open-page';
import { DebtBanner } from './debt-banner';
import { debtInWords } from './debt-words';

const NOW = new Date('2026-11-28T12:00:00Z');
const debt = (change: Partial<DebtDto> = {}): DebtDto => ({
  ...{ state: 'warned', owed: '1.65', currency: 'USD', suspendAt: '2026-11-30T15:00:00.000Z', suspendedAt: null, deleteAt: null },
  ...{ asOf: NOW.toISOString(), ...change },
});

describe('the debt banner', () => {
  it('says what is owed, and leads to paying it', async () => {
    const { host, text } = await openPage(
      DebtBanner,
      new FakeApi().on(getDebt, () => debt({ suspendAt: null })),
      { route: 'billing' },
    );

    expect(text()).toContain('You owe $1.65');
    expect(host.querySelector('a')?.getAttribute('href')).toBe('/billing#add-credit');
    expect(host.querySelector('a')?.textContent).toContain('Pay $1.65');
  });

  it('is not there while nothing is owed', async () => {
    const { host } = await openPage(
      DebtBanner,
      new FakeApi().on(getDebt, () => debt({ state: 'none', owed: '0.00' })),
      { route: 'billing' },
    );

    expect(host.querySelector('ui-banner')).toBeNull();
  });
});

describe(debtInWords, () => {
  it('counts down to the suspension, and to the deletion', () => {
    expect(debtInWords(debt(), NOW)?.text).toMatch(/suspended in 2 days, 3 h \(.*\) unless you pay/);
    const suspended = debt({ state: 'suspended', suspendAt: null, deleteAt: '2026-12-12T12:00:00.000Z' });
    expect(debtInWords(suspended, NOW)).toMatchObject({ tone: 'error', text: expect.stringMatching(/deleted in 14 days/) });
  });

  it('threatens nobody who is exempt, and nothing that is switched off', () => {
    expect(debtInWords(debt({ state: 'exempt', suspendAt: null }), NOW)?.text).toContain('We agreed to wait');
    expect(debtInWords(debt({ suspendAt: null }), NOW)?.text).toContain('keep running');
    expect(debtInWords(debt({ state: 'none' }), NOW)).toBeUndefined();
  });
});
