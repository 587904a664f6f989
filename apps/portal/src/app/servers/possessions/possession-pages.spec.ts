import { MatButtonHarness } from '@angular/material/button/testing';

import {
  getServer,
  listAddresses,
  listVolumes,
  refreshServer,
  type ServerAddressDto,
  type StorageVolumeDto,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { ServerFrame } from '../detail/server-frame';
import { AddressesPage } from './addresses-page';
import { DisksPage } from './disks-page';
import { NetworkTab } from './network-tab';

const address = (changes: Partial<ServerAddressDto> = {}): ServerAddressDto => ({
  serverId: 1,
  serverName: 'web-1',
  version: 4,
  address: '203.0.113.24',
  prefix: null,
  gateway: '203.0.113.1',
  reverseName: 'web-1.ada.example',
  interfaceName: 'eth0',
  mac: '52:54:00:aa:bb:cc',
  observedAt: '2026-11-25T12:00:00Z',
  ...changes,
});
const disk = (changes: Partial<StorageVolumeDto> = {}): StorageVolumeDto => ({
  serverId: 1,
  serverName: 'web-1',
  diskId: 4,
  drive: 'a',
  capacityGb: 80,
  type: 'qcow2',
  isPrimary: true,
  isEnabled: true,
  observedAt: '2026-11-25T12:00:00Z',
  ...changes,
});
const rowsOf = (host: HTMLElement) => [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' '));

describe('addresses and disks', () => {
  it('of all servers say whose they are, and what is not known', async () => {
    const api = new FakeApi().on(listAddresses, () =>
      make.page(
        address(),
        address({
          serverId: 2,
          serverName: 'mail-1',
          version: 6,
          address: '2001:db8:4f2::',
          prefix: 64,
          gateway: null,
          reverseName: null,
          interfaceName: null,
          mac: null,
        }),
      ),
    );

    const { host } = await openPage(AddressesPage, api, { route: 'servers/addresses', url: '/servers/addresses?page=2' });

    expect(api.sentTo(listAddresses)).toEqual([{ page: 2, limit: 50 }]);
    expect(rowsOf(host)[0]).toMatch(/203\.0\.113\.24.*web-1.*web-1\.ada\.example.*203\.0\.113\.1.*eth0 · 52:54:00:aa:bb:cc/);
    expect(rowsOf(host)[1]).toMatch(/2001:db8:4f2::\/64.*mail-1.*Not known/);
  });

  it('say so when there are none, and offer another try after a failure', async () => {
    let isDown = true;
    const api = new FakeApi().on(listVolumes, () => {
      if (isDown) throw make.refusal(503, 'unavailable');
      return make.page();
    });
    const { loader, text } = await openPage(DisksPage, api, { route: 'servers/disks' });
    expect(text()).toContain('The disks could not be loaded');

    isDown = false;
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Try again' }))).click();

    expect(text()).toContain('No disks yet');
  });

  it('tell the system disk from others, and a disk that is not attached', async () => {
    const api = new FakeApi().on(listVolumes, () =>
      make.page(disk(), disk({ diskId: 5, drive: 'b', isPrimary: false, isEnabled: false, type: null, capacityGb: 500 })),
    );

    const { host } = await openPage(DisksPage, api, { route: 'servers/disks' });

    expect(rowsOf(host)[0]).toMatch(/System disk \(a\).*web-1.*qcow2.*80 GB/);
    expect(rowsOf(host)[1]).toMatch(/Disk \(b\).*Not attached.*Not known.*500 GB/);
  });

  it('of one server are asked for by its number', async () => {
    const api = new FakeApi()
      .on(getServer, () => make.serverDetail())
      .on(refreshServer, () => undefined)
      .on(listAddresses, () => make.page(address()))
      .on(listVolumes, () => make.page(disk()));

    const { host, text } = await openPage(ServerFrame, api, {
      route: 'servers/:id',
      url: '/servers/1/network',
      children: [{ path: 'network', component: NetworkTab }],
    });

    expect(api.sentTo(listAddresses)).toEqual([{ serverId: 1, page: 1, limit: 50 }]);
    expect(api.sentTo(listVolumes)).toEqual([{ serverId: 1, limit: 50 }]);
    expect(rowsOf(host)).toHaveLength(2);
    expect(text()).toContain('eth0');
  });
});
