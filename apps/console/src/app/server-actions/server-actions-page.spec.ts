import { MatButtonHarness } from '@angular/material/button/testing';

import { listServerWork, pushServerWork, type ServerWorkDto } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { ServerActionsPage } from './server-actions-page';

const work = (changes: Partial<ServerWorkDto> = {}): ServerWorkDto => ({
  ...{ kind: 'action', serverId: 7, serverName: 'web-1', ownerId: 1, ownerUsername: 'ada', what: 'restart', state: 'open' },
  ...{ isInDoubt: false, progress: 40, attempts: null, problem: null, startedAt: '2026-11-25T12:00:00.000Z', finishedAt: null },
  ...changes,
});
const open = (api: FakeApi, user = make.user()) => openPage(ServerActionsPage, api, { route: 'server-actions', user });

describe('server actions', () => {
  it('tells what is under way, what is in doubt, what is tried again and what failed', async () => {
    const rows = [
      work(),
      work({ serverId: 8, isInDoubt: true, progress: null }),
      work({ serverId: 9, kind: 'order', what: 'build', attempts: 3, progress: null, problem: 'VirtFusion does not answer' }),
      work({ serverId: 10, state: 'failed', problem: 'The guest did not stop' }),
    ];
    const { host } = await open(new FakeApi().on(listServerWork, () => make.page(...rows)));
    const lines = [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' '));
    expect(lines[0]).toMatch(/40%.*web-1.*Power: restart.*ada.*Look now/);
    expect(lines[1]).toMatch(/Not confirmed/);
    expect(lines[2]).toMatch(/Tried 3 times.*Order: handing to the builder.*VirtFusion does not answer/);
    expect(lines[3]).toMatch(/Failed.*The guest did not stop/);
    expect(lines[3]).not.toContain('Look now');
  });

  it('has something looked at', async () => {
    const api = new FakeApi().on(listServerWork, () => make.page(work())).on(pushServerWork, () => ({ work: ['action'] }));
    const { loader } = await open(api);
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Look now' }))).click();
    expect(api.sentTo(pushServerWork)).toEqual([{ id: 7 }]);
    expect(api.sentTo(listServerWork)).toHaveLength(2);
  });

  it('says that nothing is under way', async () => {
    expect((await open(new FakeApi().on(listServerWork, () => make.page()))).text()).toContain('Nothing is under way');
  });

  it('offers nothing to those who may only look', async () => {
    const user = make.user({ permissions: ['servers.read'] });
    expect(
      (
        await open(
          new FakeApi().on(listServerWork, () => make.page(work())),
          user,
        )
      ).text(),
    ).not.toContain('Look now');
  });
});
