import { MatButtonHarness } from '@angular/material/button/testing';

import { enforceSecondFactor, getSecondFactorEnforcement, previewSecondFactorEnforcement } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { SecondFactorPage } from './second-factor-page';

const PREVIEW = {
  from: null,
  data: [
    { role: 'support' as const, people: 3, withoutFactor: 0, lockedOut: [] },
    {
      role: 'admin' as const,
      people: 22,
      withoutFactor: 21,
      lockedOut: [{ id: 4, username: 'mara', fullName: 'Mara Lind' }],
    },
  ],
};

async function open(api: FakeApi) {
  const page = await openPage(SecondFactorPage, api, { route: 'second-factor' });
  const save = await page.loader.getHarnessOrNull(MatButtonHarness.with({ text: 'Save' }));
  const tick = async (role: number) => {
    page.host.querySelectorAll<HTMLInputElement>('input[type=checkbox]')[role]?.click();
    await page.settle();
  };
  return { ...page, save, tick };
}

const taught = () =>
  new FakeApi()
    .on(getSecondFactorEnforcement, () => ({ roles: [], from: null }))
    .on(previewSecondFactorEnforcement, () => PREVIEW);

describe('the rule about second factors', () => {
  it('shows whom it would lock out before it is made', async () => {
    const api = taught().on(enforceSecondFactor, ({ body }) => ({ roles: body.roles, from: '2999-01-01T00:00:00Z' }));
    const { text, save, tick, host, settle } = await open(api);
    expect(await save?.isDisabled()).toBe(true);
    expect(text()).not.toContain('Mara Lind');

    await tick(1);
    expect(text()).toContain('21 people have no second factor yet');
    expect(text()).toContain('Mara Lind (mara)');
    expect(text()).toContain('and 20 more');

    const day = host.querySelector<HTMLInputElement>('#second-factor-from');
    if (day) day.value = '2999-01-01';
    day?.dispatchEvent(new Event('change'));
    await settle();
    await save?.click();
    await settle();
    expect(api.sentTo(enforceSecondFactor)).toEqual([
      { body: { roles: ['admin'], from: new Date('2999-01-01T00:00:00').toISOString() } },
    ]);
  });

  it('says so when it would lock out whoever makes it', async () => {
    const api = taught().on(enforceSecondFactor, () => {
      throw make.refusal(422, 'would_lock_you_out');
    });
    const { text, save, tick, settle } = await open(api);
    await tick(1);
    await save?.click();
    await settle();
    expect(text()).toContain('You have no second factor yourself.');
  });

  it('says when it cannot be loaded', async () => {
    const api = taught().on(getSecondFactorEnforcement, () => {
      throw make.refusal(503, 'maintenance');
    });
    expect((await open(api)).text()).toContain('The rule could not be loaded');
  });
});
