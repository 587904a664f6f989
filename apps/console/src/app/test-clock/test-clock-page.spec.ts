import { MatButtonHarness } from '@angular/material/button/testing';

import { advanceTestClock, getTestClock } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { TestClockPage } from './test-clock-page';

const clock = { now: '2026-11-25T12:00:00Z', offsetHours: 0 };
const move = MatButtonHarness.with({ text: 'Move time ahead' });
const open = (api: FakeApi) => openPage(TestClockPage, api, { route: 'test-clock' });

describe('the test clock', () => {
  it('moves time ahead and tells the new time', async () => {
    const api = new FakeApi()
      .on(getTestClock, () => clock)
      .on(advanceTestClock, () => ({ now: '2026-11-26T12:00:00Z', offsetHours: 24 }));
    const { loader, fill, text } = await open(api);

    await fill('hours', '24');
    await (await loader.getHarness(move)).click();

    expect(api.sentTo(advanceTestClock)).toEqual([{ body: { hours: 24 } }]);
    expect(text()).toContain('Business time is Thu 26 Nov, 12:00 UTC now');
    expect(text()).toContain('24 h');
  });

  it.each(['0', '-3', 'soon', '', '9000'])('refuses to move by %j', async hours => {
    const api = new FakeApi().on(getTestClock, () => clock);
    const { loader, fill, text } = await open(api);

    await fill('hours', hours);
    await (await loader.getHarness(move)).click();

    expect(text()).toContain('Enter hours above zero');
    expect(api.sentTo(advanceTestClock)).toEqual([]);
  });

  it('says that it cannot be read', async () => {
    const { text } = await open(
      new FakeApi().on(getTestClock, () => {
        throw make.refusal(404, 'not_found');
      }),
    );

    expect(text()).toContain('The clock could not be read');
  });
});
