import { MatButtonHarness } from '@angular/material/button/testing';

import {
  applyBulkServers,
  createServerByStaff,
  listAllServers,
  listHypervisorGroups,
  listPackages,
  listPackageTemplates,
  listUsers,
  previewBulkServers,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { ServersPage } from './servers-page';
import { hypervisorGroup } from '../../testing/servers';

const mail = make.server({ id: 2, name: 'mail-1', owner: { id: 3, username: 'eve', email: 'eve@example.com' } });
const PLAN = {
  servers: [
    { id: 1, name: 'web-1', ownerUsername: 'ada', skipped: null },
    { id: 2, name: 'mail-1', ownerUsername: 'eve', skipped: 'is being deleted' },
  ],
  ...{ concerned: 1, fingerprint: 'f1' },
};

function taught(): FakeApi {
  return new FakeApi()
    .on(listAllServers, () => make.page(make.server(), mail))
    .on(listHypervisorGroups, () => ({ data: [hypervisorGroup()] }));
}

async function open(api: FakeApi, options: { url?: string; user?: ReturnType<typeof make.user> } = {}) {
  const page = await openPage(ServersPage, api, { route: 'servers', ...options });
  const dialog = () => (document.querySelector('mat-dialog-container')?.textContent ?? '').replace(/\s+/g, ' ');
  const press = async (text: string) => {
    const buttons = await page.everywhere.getAllHarnesses(MatButtonHarness.with({ text }));
    await buttons.at(-1)?.click();
    await page.settle();
  };
  const tick = async (label: string) => {
    page.host.querySelector<HTMLInputElement>(`[aria-label="${label}"]`)?.click();
    await page.settle();
  };
  return { ...page, dialog, press, tick };
}

describe('servers', () => {
  afterEach(() => document.querySelectorAll('.cdk-overlay-container').forEach(one => one.remove()));

  it('asks for what the address says', async () => {
    const api = taught();
    const url = '/servers?search=web&locationId=1&show=missing&sort=name&hypervisor=fra-1&page=2';
    await open(api, { url });
    expect(api.sentTo(listAllServers)).toEqual([
      { page: 2, limit: 20, search: 'web', locationId: 1, show: 'missing', sort: 'name', hypervisor: 'fra-1' },
    ]);
  });

  it('suspends several with a reason, after a look at the plan', async () => {
    const api = taught()
      .on(previewBulkServers, () => PLAN)
      .on(applyBulkServers, () => PLAN);
    const { tick, press, fill, dialog } = await open(api);
    await tick('Select this page');
    await press('Suspend');
    await press('Preview');
    expect(dialog()).toContain('Say why; their owners read it.');
    await fill('bulk-reason', 'They send spam');
    await press('Preview');
    expect(dialog()).toMatch(/1 server concerned.*web-1.*1 server left out.*mail-1.*is being deleted/);
    expect(api.sentTo(applyBulkServers)).toEqual([]);
    await press('Suspend');
    const order = { action: 'suspend', serverIds: [1, 2], reason: 'They send spam' };
    expect(api.sentTo(applyBulkServers)).toEqual([{ body: { ...order, fingerprint: 'f1' } }]);
    expect(dialog()).toContain('1 server: being suspended');
  });

  it('deletes several only when their number was typed, and looks again when something changed', async () => {
    const api = taught()
      .on(previewBulkServers, () => PLAN)
      .on(applyBulkServers, () => {
        throw make.refusal(409, 'plan_changed');
      });
    const { tick, press, fill, dialog, everywhere } = await open(api);
    await tick('Select web-1');
    await press('Delete');
    await press('Preview');
    const confirm = () => everywhere.getHarness(MatButtonHarness.with({ text: 'Delete servers' }));
    expect(await (await confirm()).isDisabled()).toBe(true);
    await fill('bulk-typed', '1');
    await press('Delete servers');
    expect(api.sentTo(previewBulkServers)).toEqual([{ body: { action: 'delete', serverIds: [1], delayMinutes: 1_440 } }]);
    expect(dialog()).toContain('Something has changed since you looked');
    expect(dialog()).toContain('Preview');
  });

  it('creates a server for somebody, free of charge', async () => {
    const api = taught()
      .on(listUsers, () => make.page(make.person()))
      .on(listPackages, () => ({ data: [make.package()] }))
      .on(listPackageTemplates, () => ({
        data: [{ id: 9, family: 'Debian', name: 'Debian', version: '13', variant: null, icon: null, endOfLife: false }],
      }))
      .on(createServerByStaff, () => ({ id: 77 }) as never);
    const { press, fill, dialog, settle, address } = await open(api);
    await press('Create server');
    await press('Create server');
    expect(dialog()).toContain('Choose a package.');
    const choose = async (id: string, value: string) => {
      const list = document.querySelector<HTMLSelectElement>(`#${id}`);
      if (!list) throw new Error(id);
      list.value = value;
      list.dispatchEvent(new Event('input'));
      list.dispatchEvent(new Event('change'));
      await settle();
    };
    await fill('create-customer', make.person().username);
    await choose('create-package', '2');
    await choose('create-location', '1');
    await choose('create-template', '9');
    await fill('create-name', 'gift-1');
    document.querySelector<HTMLInputElement>('mat-dialog-container input[value="free"]')?.click();
    await settle();
    await press('Create server');
    expect(api.sentTo(createServerByStaff)).toEqual([
      { body: { userId: make.person().id, name: 'gift-1', charged: false, packageId: 2, locationId: 1, templateId: 9 } },
    ]);
    expect(address()).toBe('/servers/77');
  });

  it('offers nothing to do to those who may only look', async () => {
    const { text, host } = await open(taught(), { user: make.user({ permissions: ['servers.read'] }) });
    expect(text()).toContain('web-1');
    expect(text()).not.toContain('Create server');
    expect(host.querySelector('input[type="checkbox"]')).toBeNull();
  });

  it('says that the list could not be read, and offers another try', async () => {
    const api = taught().on(listAllServers, () => {
      throw make.refusal(503, 'unavailable');
    });
    const { host } = await open(api);
    expect(host.querySelector('ui-failure')).not.toBeNull();
  });
});
