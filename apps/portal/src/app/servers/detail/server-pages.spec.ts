import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { MatMenuHarness } from '@angular/material/menu/testing';

import {
  cancelServerDeletion,
  deleteServer,
  getServer,
  getServerHistory,
  getServerTraffic,
  powerServer,
  refreshServer,
  resetServerPassword,
  type ServerDetailDto,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { OverviewTab } from './overview-tab';
import { ServerFrame } from './server-frame';

const action = { id: 5, kind: 'restart', finishedAt: null, message: null, startedAt: '2026-11-25T12:00:00Z' } as const;

const open = (api: FakeApi) =>
  openPage(ServerFrame, api, {
    route: 'servers/:id',
    url: '/servers/1',
    children: [{ path: '', component: OverviewTab }],
  });
const traffic = { data: [], expectedBytes: null, reachedAt: null, readAt: null };
const serving = (server: ServerDetailDto) =>
  new FakeApi()
    .on(getServer, () => server)
    .on(refreshServer, () => undefined)
    .on(getServerHistory, () => ({ data: [] }))
    .on(getServerTraffic, () => traffic);
const powerMenu = MatMenuHarness.with({ triggerText: /Power/ });
const moreMenu = MatMenuHarness.with({ selector: '[aria-label="More"]' });

describe('the page of a server', () => {
  it('shows state, facts, figures, addresses and cost', async () => {
    const { text } = await open(serving(make.serverDetail()));

    for (const fact of [
      'web-1',
      'Running',
      'Debian 13',
      '34%',
      '2 GB',
      'of 4 GB',
      '203.0.113.24',
      'ssh root@203.0.113.24',
      '$14.76',
    ]) {
      expect(text()).toContain(fact);
    }
  });

  it('asks before it restarts, and sends nothing when the person thinks better of it', async () => {
    const api = serving(make.serverDetail()).on(powerServer, () => ({
      action: { ...action, state: 'requested' as const, progress: null },
    }));
    const { everywhere } = await open(api);

    await (await everywhere.getHarness(powerMenu)).clickItem({ text: /^Restart/ });
    const first = await everywhere.getHarness(MatDialogHarness);
    await (await first.getHarness(MatButtonHarness.with({ text: 'Leave it running' }))).click();
    expect(api.sentTo(powerServer)).toEqual([]);

    await (await everywhere.getHarness(powerMenu)).clickItem({ text: /^Restart/ });
    const second = await everywhere.getHarness(MatDialogHarness);
    await (await second.getHarness(MatButtonHarness.with({ text: 'Restart' }))).click();
    expect(api.sentTo(powerServer)).toEqual([{ id: 1, action: 'restart' }]);
  });

  it('starts a stopped server without asking, since nothing is lost', async () => {
    const api = serving(make.serverDetail({ state: 'stopped' })).on(powerServer, () => ({
      action: { ...action, kind: 'boot' as const, state: 'requested' as const, progress: null },
    }));
    const { everywhere } = await open(api);

    await (await everywhere.getHarness(powerMenu)).clickItem({ text: /^Start/ });

    expect(api.sentTo(powerServer)).toEqual([{ id: 1, action: 'boot' }]);
  });

  it('shows the progress the queue told, and none where it told none', async () => {
    const known = await open(serving(make.serverDetail({ action: { ...action, state: 'running', progress: 40 } })));
    expect(known.text()).toContain('Restarting: 40%');
    expect(known.host.querySelector('progress')?.value).toBe(40);
  });

  it('invents no progress', async () => {
    const { host, text } = await open(serving(make.serverDetail({ action: { ...action, state: 'running', progress: null } })));

    expect(text()).toContain('Restarting');
    expect(host.querySelector('progress')).toBeNull();
  });

  it('blocks power while an action is under way or the state is not known', async () => {
    const { loader } = await open(serving(make.serverDetail({ state: 'unknown' })));

    expect(await (await loader.getHarness(MatButtonHarness.with({ text: /Power/ }))).isDisabled()).toBe(true);
  });

  it('keeps figures that are not known from looking like zero', async () => {
    const live = { state: null, cpuPercent: null, memoryUsedMb: null, observedAt: null, stale: false };

    const { text } = await open(serving(make.serverDetail({ live })));

    expect(text()).toContain('Not known');
    expect(text()).not.toContain('0%');
  });

  it('tells a build from its first step, and never as something that was', async () => {
    const step = (id: number, label: string, at: string) =>
      ({ id, kind: label, label, detail: null, state: 'done', at, durationMs: null }) as const;
    const timeline = [step(2, 'Reserved', '2026-11-25T12:00:02Z'), step(1, 'Ordered', '2026-11-25T12:00:01Z')];
    const live = { state: null, cpuPercent: null, memoryUsedMb: null, observedAt: null, stale: true };

    const { host, text } = await open(serving(make.serverDetail({ state: 'building', timeline, live, observedAt: null })));

    expect([...host.querySelectorAll('ui-timeline .words')].map(one => one.textContent?.trim())).toEqual(['Ordered', 'Reserved']);
    expect(text()).toContain('Building');
    expect(text()).not.toContain('Was building');
    expect(text()).not.toContain('The state is not known');
  });

  it('deletes only after the name was typed', async () => {
    const api = serving(make.serverDetail()).on(deleteServer, () => make.serverDetail({ state: 'deleting' }));
    const { everywhere, fill } = await open(api);

    await (await everywhere.getHarness(moreMenu)).clickItem({ text: /^\s*Delete server/ });
    const dialog = await everywhere.getHarness(MatDialogHarness);
    const button = await dialog.getHarness(MatButtonHarness.with({ text: 'Delete server' }));
    expect(await dialog.getContentText()).toContain('15 min');
    expect(await button.isDisabled()).toBe(true);

    await fill('confirm-name', 'web-1');
    await button.click();

    expect(api.sentTo(deleteServer)).toEqual([{ id: 1 }]);
  });

  it('lets a deletion be undone while it waits', async () => {
    const deleteAt = new Date(Date.now() + 14 * 60_000 + 30_000).toISOString();
    const api = serving(make.serverDetail({ state: 'deleting', deleteAt })).on(cancelServerDeletion, () => make.serverDetail());
    const { loader, text } = await open(api);
    expect(text()).toContain('web-1 will be deleted in 14 min');

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Keep server' }))).click();

    expect(api.sentTo(cancelServerDeletion)).toEqual([{ id: 1 }]);
  });

  it('shows a new password once', async () => {
    const api = serving(make.serverDetail()).on(resetServerPassword, () => ({ username: 'root', password: 'xK3-fT9' }));
    const { everywhere, settle, text } = await open(api);

    await (await everywhere.getHarness(moreMenu)).clickItem({ text: /^\s*Reset password/ });
    const question = await everywhere.getHarness(MatDialogHarness);
    await (await question.getHarness(MatButtonHarness.with({ text: 'Reset password' }))).click();

    await settle();

    const shown = await everywhere.getHarness(MatDialogHarness);
    expect(await shown.getContentText()).toContain('xK3-fT9');
    await (await shown.getHarness(MatButtonHarness.with({ text: 'I have copied it' }))).click();
    expect(document.body.textContent).not.toContain('xK3-fT9');
    expect(text()).not.toContain('xK3-fT9');
  });

  it('says why a build failed and that it is not charged', async () => {
    const { text } = await open(serving(make.serverDetail({ state: 'failed', failureReason: 'No free IPv4 address.' })));

    expect(text()).toContain('No free IPv4 address.');
    expect(text()).toContain('It is not charged.');
  });

  it('keeps what is known when it cannot be read again', async () => {
    let isDown = false;
    const api = new FakeApi()
      .on(getServer, () => {
        if (isDown) throw make.refusal(503, 'virtfusion_unavailable');
        return make.serverDetail({ state: 'deleting', deleteAt: new Date(Date.now() + 60_000).toISOString() });
      })
      .on(cancelServerDeletion, () => {
        throw make.refusal(409, 'not_deleting');
      });
    const { loader, text, settle } = await open(api);

    isDown = true;
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Keep server' }))).click();
    await settle();

    expect(text()).toContain('This page could not be read again');
    expect(text()).toContain('203.0.113.24');
  });

  it('says that a server does not exist', async () => {
    const api = new FakeApi().on(getServer, () => {
      throw make.refusal(404, 'server_not_found');
    });

    expect((await open(api)).text()).toContain('There is no such server');
  });
});
