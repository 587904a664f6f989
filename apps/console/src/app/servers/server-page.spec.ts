import { MatButtonHarness } from '@angular/material/button/testing';
import { MatMenuHarness } from '@angular/material/menu/testing';

import {
  changeServerOwner,
  changeServerResources,
  deleteServerByStaff,
  getRawServer,
  getServerFacts,
  getServerForAdmin,
  getServerTrafficForAdmin,
  listAllConsoleVisits,
  listServerLogForAdmin,
  listUsers,
  type OwnedServerDetailDto,
  powerServerByStaff,
  type ServerFactsDto,
  suspendServer,
  unsuspendServer,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { ServerPage } from './server-page';
import { serverDetail, serverFacts } from '../../testing/servers';

const AT = '2026-11-25T12:00:00.000Z';

function taught(detail: Partial<OwnedServerDetailDto> = {}, facts: Partial<ServerFactsDto> = {}): FakeApi {
  return new FakeApi()
    .on(getServerForAdmin, () => serverDetail(detail))
    .on(getServerFacts, () => serverFacts(facts))
    .on(getServerTrafficForAdmin, () => ({ data: [], expectedBytes: null, reachedAt: null, readAt: null }))
    .on(listAllConsoleVisits, () => make.page())
    .on(listServerLogForAdmin, () =>
      make.page({
        ...{ id: '9', at: AT, action: 'server.power', label: 'Switched a server', outcome: 'done' as const, detail: 'restart' },
        ...{ by: 'support' as const, username: 'mara', address: '203.0.113.9', actorId: 2 },
      }),
    );
}

async function open(api: FakeApi, user = make.user()) {
  const page = await openPage(ServerPage, api, { route: 'servers/:id', url: '/servers/1', user });
  const dialog = () => (document.querySelector('mat-dialog-container')?.textContent ?? '').replace(/\s+/g, ' ');
  const choose = async (text: string) => {
    const menu = await page.loader.getHarness(MatMenuHarness);
    await menu.open();
    await menu.clickItem({ text });
    await page.settle();
  };
  const offered = async () => {
    const menu = await page.loader.getHarness(MatMenuHarness);
    await menu.open();
    return Promise.all((await menu.getItems()).map(item => item.getText()));
  };
  const press = async (text: string) => {
    const buttons = await page.everywhere.getAllHarnesses(MatButtonHarness.with({ text }));
    await buttons.at(-1)?.click();
    await page.settle();
  };
  return { ...page, dialog, choose, offered, press };
}

describe('a server', () => {
  afterEach(() => document.querySelectorAll('.cdk-overlay-container').forEach(one => one.remove()));

  it('shows where it runs, its cards and disks, and who did what from where', async () => {
    const { text } = await open(taught());
    expect(text()).toMatch(/Hypervisor\s*fra-1.*Disk a\s*80 GB.*203\.0\.113\.24\s*52:54:00:00:00:01/);
    expect(text()).toMatch(/Switched a server\s*restart\s*mara\s*Staff\s*203\.0\.113\.9/);
  });

  it('says why it does not run, and where to decide about it', async () => {
    const suspension = { at: AT, reason: 'Sends spam', by: 'mara' };
    const { text, host } = await open(taught({ state: 'suspended' }, { suspension, debtHold: 'suspended', missingSince: AT }));
    expect(text()).toMatch(/Suspended by staff.*mara.*Sends spam/);
    expect(text()).toContain('Suspended for a debt');
    expect(host.querySelector('a[href="/orphans"]')).not.toBeNull();
  });

  it('offers what makes sense now', async () => {
    expect(await (await open(taught())).offered()).toEqual([
      ...['Shut down', 'Restart', 'Force off', 'Change resources', 'Change owner', 'Suspend', 'Delete', 'Ask VirtFusion again'],
    ]);
  });

  it('offers to keep what is being deleted, and nothing else that changes it', async () => {
    const { offered } = await open(taught({ state: 'deleting', deleteAt: AT }));
    expect(await offered()).toEqual(['Keep it after all', 'Ask VirtFusion again']);
  });

  it('offers nothing to those who may only look', async () => {
    const { text } = await open(taught(), make.user({ permissions: ['servers.read'] }));
    expect(text()).not.toContain('Actions');
  });

  it('asks before it interrupts, and tells a refusal', async () => {
    const api = taught().on(powerServerByStaff, () => {
      throw make.refusal(409, 'server_busy');
    });
    const { choose, press, dialog } = await open(api);
    await choose('Force off');
    expect(dialog()).toContain('what was not saved is lost');
    expect(api.sentTo(powerServerByStaff)).toEqual([]);
    await press('Force off');
    expect(api.sentTo(powerServerByStaff)).toEqual([{ id: 1, action: 'poweroff' }]);
    expect(document.querySelector('mat-dialog-container [role="alert"]')).not.toBeNull();
  });

  it('suspends with a reason', async () => {
    const api = taught().on(suspendServer, () => undefined);
    const { choose, press, fill, dialog } = await open(api);
    await choose('Suspend');
    await press('Suspend');
    expect(dialog()).toContain('Say why; the owner reads it.');
    await fill('suspend-reason', 'Sends spam');
    await press('Suspend');
    expect(api.sentTo(suspendServer)).toEqual([{ id: 1, body: { reason: 'Sends spam' } }]);
    expect(api.sentTo(listServerLogForAdmin)).toHaveLength(2);
  });

  it('lifts a suspension', async () => {
    const suspension = { at: AT, reason: 'Sends spam', by: 'mara' };
    const api = taught({ state: 'suspended' }, { suspension }).on(unsuspendServer, () => undefined);
    const { choose, press } = await open(api);
    await choose('Unsuspend');
    await press('Unsuspend');
    expect(api.sentTo(unsuspendServer)).toEqual([{ id: 1 }]);
  });

  it('deletes after the chosen delay, once its name was typed', async () => {
    const api = taught().on(deleteServerByStaff, () => undefined);
    const { choose, press, fill, dialog } = await open(api);
    await choose('Delete');
    await fill('delete-name', 'web-2');
    await press('Delete server');
    expect(dialog()).toContain('Type the name of the server as it is written.');
    await fill('delete-name', 'web-1');
    await press('Delete server');
    expect(api.sentTo(deleteServerByStaff)).toEqual([{ id: 1, body: { name: 'web-1', delayMinutes: 1_440 } }]);
  });

  it('changes only the resources that differ', async () => {
    const api = taught().on(changeServerResources, () => serverFacts());
    const { choose, press, fill, dialog } = await open(api);
    await choose('Change resources');
    await press('Change');
    expect(dialog()).toContain('Nothing is changed.');
    await fill('size-throttle', '40');
    await press('Change');
    expect(api.sentTo(changeServerResources)).toEqual([{ id: 1, body: { throttlePercent: 40 } }]);
  });

  it('gives it to somebody who exists', async () => {
    const api = taught()
      .on(listUsers, () => make.page(make.person()))
      .on(changeServerOwner, () => undefined);
    const { choose, press, fill, dialog } = await open(api);
    await choose('Change owner');
    await fill('owner-reason', 'They bought the company');
    await fill('owner-name', 'web-1');
    await fill('owner-customer', 'nobody');
    await press('Change owner');
    expect(dialog()).toContain('Nobody has this username or email.');
    await fill('owner-customer', make.person().username);
    await press('Change owner');
    expect(api.sentTo(changeServerOwner)).toEqual([
      { id: 1, body: { userId: make.person().id, reason: 'They bought the company', name: 'web-1' } },
    ]);
  });

  it('reads the stored rows only when somebody wants to see them', async () => {
    const api = taught().on(getRawServer, () => ({ data: { server: { id: 1, step: 'done' } } }));
    const { press, text } = await open(api);
    expect(api.sentTo(getRawServer)).toEqual([]);
    await press('Show');
    expect(text()).toContain('"step": "done"');
  });

  it('says that it could not be loaded', async () => {
    const api = taught().on(getServerForAdmin, () => {
      throw make.refusal(404, 'server_not_found');
    });
    expect((await open(api)).text()).toContain('The server could not be loaded');
  });
});
