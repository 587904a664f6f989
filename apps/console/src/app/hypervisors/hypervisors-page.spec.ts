import { listHypervisorGroups } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { hypervisorGroup } from '../../testing/servers';
import { HypervisorsPage } from './hypervisors-page';

const open = (api: FakeApi) => openPage(HypervisorsPage, api, { route: 'hypervisors' });

describe('hypervisors', () => {
  it('tells how full each location and machine is, and how long that lasts', async () => {
    const { text, host } = await open(new FakeApi().on(listHypervisorGroups, () => ({ data: [hypervisorGroup()] })));
    expect(text()).toContain('Full in 12 days: memory');
    expect(text()).toContain('12, no limit');
    expect(text()).toContain('+3 servers, +6 GB of memory in 30 days');
    expect(host.querySelector('a[href="/servers?hypervisor=fra-1"]')).not.toBeNull();
    expect(host.querySelector<HTMLElement>('console-room-bar .track span')?.style.inlineSize).toBe('40%');
  });

  it('names what is closed and what was not told', async () => {
    const unknown = { max: null, used: null };
    const rooms = { servers: unknown, memoryMb: unknown, cpuCores: unknown, storageGb: unknown };
    const group = hypervisorGroup({
      ...{ rooms, isEnabled: false, freeIpv4: null, fullness: null },
      hypervisors: [{ id: 6, name: 'fra-1', acceptsServers: false, rooms }],
    });
    const { text } = await open(new FakeApi().on(listHypervisorGroups, () => ({ data: [group] })));
    expect(text()).toMatch(/Frankfurt\s*Closed.*Not filling up.*Not told yet.*Not told/);
  });

  it('says when there is none', async () => {
    const empty = await open(new FakeApi().on(listHypervisorGroups, () => ({ data: [] })));
    expect(empty.text()).toContain('VirtFusion has no hypervisor group');
  });

  it('offers another try after a failure', async () => {
    const api = new FakeApi().on(listHypervisorGroups, () => {
      throw make.refusal(503, 'unavailable');
    });
    expect((await open(api)).host.querySelector('ui-failure')).not.toBeNull();
  });
});
