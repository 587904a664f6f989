import { MatButtonHarness } from '@angular/material/button/testing';

import { listSettings, type SettingDto, setSettings } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { SettingsPage } from './settings-page';

const setting = (key: string, value: SettingDto['value'], isDefault = true): SettingDto => ({ key, value, isDefault });
const STORED = [
  setting('company.name', 'Northwind Cloud', false),
  setting('billing.currency', 'USD'),
  setting('billing.minimumTopUp', '5.00'),
  setting('security.passwordMinLength', 12),
  setting('security.passwordNeedsKinds', false),
  setting('security.revokeKeysOn', ['key-new-network'], false),
  setting('security.secondFactorRoles', ['admin'], false),
  setting('future.list', ['a', 'b'], false),
];

async function open(api: FakeApi, user = make.user()) {
  const page = await openPage(SettingsPage, api, { route: 'settings', user });
  const save = async (group: string) => {
    await (await page.loader.getHarness(MatButtonHarness.with({ selector: `[aria-label="Save ${group}"]` }))).click();
    await page.settle();
  };
  const tick = async (id: string) => {
    page.host.querySelector<HTMLInputElement>(id)?.click();
    await page.settle();
  };
  return { ...page, save, tick };
}

describe('the settings', () => {
  it('shows each with its control, which are defaults, and what it has no control for', async () => {
    const { host, text } = await open(new FakeApi().on(listSettings, () => ({ data: STORED })));
    expect(host.querySelector<HTMLInputElement>('#setting-company-name')?.value).toBe('Northwind Cloud');
    expect(host.querySelector('console-setting-control:has(#setting-company-name)')?.textContent).not.toContain('Default');
    expect(host.querySelector('console-setting-control:has(#setting-billing-currency)')?.textContent).toContain('Default');
    expect(text()).toMatch(/Other settings.*future\.list ?a, b/);
    expect(host.querySelector('a[href="/second-factor"]')).not.toBeNull();
    expect(text()).not.toContain('security.secondFactorRoles');
  });

  it('saves only what was changed, in the type it has', async () => {
    const api = new FakeApi().on(listSettings, () => ({ data: STORED })).on(setSettings, () => ({ data: STORED }));
    const { fill, tick, save } = await open(api);
    await fill('setting-security-passwordMinLength', '16');
    await tick('#setting-security-passwordNeedsKinds');
    await save('Security: signing in');
    expect(api.sentTo(setSettings)).toEqual([
      { body: { values: { 'security.passwordMinLength': 16, 'security.passwordNeedsKinds': true } } },
    ]);
  });

  it('shows a refused field at the field, keeps what was typed there and elsewhere', async () => {
    let isRefused = true;
    const after = STORED.map(one => (one.key === 'billing.minimumTopUp' ? setting(one.key, '10.00', false) : one));
    const api = new FakeApi()
      .on(listSettings, () => ({ data: STORED }))
      .on(setSettings, () => {
        if (!isRefused) return { data: after };
        throw make.refusal(422, 'currency_fixed', [{ field: 'billing.currency', message: 'is fixed once money has moved' }]);
      });
    const { fill, save, host } = await open(api);
    const value = (id: string) => host.querySelector<HTMLInputElement>(id)?.value;
    await fill('setting-company-name', 'Southwind');
    await fill('setting-billing-currency', 'EUR');
    await fill('setting-billing-minimumTopUp', '10.00');
    await save('Billing');

    expect(host.querySelector('#setting-billing-currency-problem')?.textContent).toContain('This is fixed once money has moved.');
    expect(host.querySelector('#setting-billing-currency')?.getAttribute('aria-invalid')).toBe('true');
    expect(value('#setting-billing-minimumTopUp')).toBe('10.00');

    isRefused = false;
    await fill('setting-billing-currency', 'USD');
    await save('Billing');
    expect(api.sentTo(setSettings).at(-1)).toEqual({ body: { values: { 'billing.minimumTopUp': '10.00' } } });
    expect(value('#setting-billing-minimumTopUp')).toBe('10.00');
    expect(value('#setting-company-name')).toBe('Southwind');
  });

  it('asks the API for nothing that cannot be meant', async () => {
    const api = new FakeApi().on(listSettings, () => ({ data: STORED }));
    const { fill, save, text } = await open(api);
    await fill('setting-security-passwordMinLength', '4');
    await save('Security: signing in');
    expect(text()).toContain('Enter a whole number from 10 to 64.');
    expect(api.sentTo(setSettings)).toEqual([]);
  });

  it('can be read, but not changed, without the right to', async () => {
    const user = make.user({ role: 'support', permissions: ['settings.read'] });
    const { host, loader } = await open(
      new FakeApi().on(listSettings, () => ({ data: STORED })),
      user,
    );
    expect(host.querySelector<HTMLInputElement>('#setting-company-name')?.disabled).toBe(true);
    expect(await loader.getAllHarnesses(MatButtonHarness.with({ text: 'Save' }))).toEqual([]);
  });
});
