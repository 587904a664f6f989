import { MatButtonHarness } from '@angular/material/button/testing';

import {
  adoptOrphan,
  ignoreOrphan,
  listMissingServers,
  listOrphans,
  listPackages,
  markServerDeleted,
  type MissingServerDto,
  type OrphanDto,
  refreshServerForAdmin,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { OrphansPage } from './orphans-page';

const AT = '2026-11-25T12:00:00.000Z';
const orphan = (changes: Partial<OrphanDto> = {}): OrphanDto => ({
  ...{ upstreamId: 42, name: 'found-1', state: 'open', isSuspended: false, hypervisor: 'fra-1', ownerUpstreamId: 9 },
  ...{ owner: { id: 1, username: 'ada' }, createdAt: AT, firstSeenAt: AT, lastSeenAt: AT },
  ...changes,
});
const lost: MissingServerDto = {
  ...{ id: 7, name: 'lost-1', upstreamId: 41, owner: { id: 1, username: 'ada' }, state: 'unknown', isCharged: true },
  ...{ missingSince: AT, observedAt: AT },
};

function taught(...orphans: OrphanDto[]): FakeApi {
  return new FakeApi().on(listOrphans, () => make.page(...orphans)).on(listMissingServers, () => make.page(lost));
}

async function open(api: FakeApi) {
  const page = await openPage(OrphansPage, api, { route: 'orphans' });
  const dialog = () => (document.querySelector('mat-dialog-container')?.textContent ?? '').replace(/\s+/g, ' ');
  const press = async (text: string) => {
    const buttons = await page.everywhere.getAllHarnesses(MatButtonHarness.with({ text }));
    await buttons.at(-1)?.click();
    await page.settle();
  };
  return { ...page, dialog, press };
}

describe('orphans', () => {
  afterEach(() => document.querySelectorAll('.cdk-overlay-container').forEach(one => one.remove()));

  it('takes one over for the account that its owner is linked to', async () => {
    const api = taught(orphan())
      .on(listPackages, () => ({ data: [make.package()] }))
      .on(adoptOrphan, () => ({ id: 77 }));
    const { press, dialog, settle, address } = await open(api);
    await press('Take over');
    await press('Take over');
    expect(dialog()).toContain('Choose the package that it counts as.');
    const list = document.querySelector<HTMLSelectElement>('#adopt-package');
    if (!list) throw new Error('There is no list of packages.');
    list.value = '2';
    list.dispatchEvent(new Event('input'));
    list.dispatchEvent(new Event('change'));
    await settle();
    await press('Take over');
    expect(api.sentTo(adoptOrphan)).toEqual([{ id: 42, body: { userId: 1, packageId: 2, charged: true } }]);
    expect(address()).toBe('/servers/77');
  });

  it('cannot take over what belongs to nobody of ours, but puts it aside', async () => {
    const api = taught(orphan({ owner: null })).on(ignoreOrphan, () => undefined);
    const { loader, press, text } = await open(api);
    expect(text()).toContain('Nobody of ours (number 9)');
    expect(await (await loader.getHarness(MatButtonHarness.with({ text: 'Take over' }))).isDisabled()).toBe(true);
    await press('Put aside');
    expect(api.sentTo(ignoreOrphan)).toEqual([{ id: 42 }]);
    expect(api.sentTo(listOrphans)).toHaveLength(2);
  });

  it('looks again for a lost server, or ends it by its name', async () => {
    const api = taught()
      .on(refreshServerForAdmin, () => undefined)
      .on(markServerDeleted, () => undefined);
    const { press, text, fill } = await open(api);
    expect(text()).toMatch(/Every server of VirtFusion is known here.*lost-1\s*41\s*ada\s*Goes on costing/);
    await press('Look again');
    expect(api.sentTo(refreshServerForAdmin)).toEqual([{ id: 7 }]);
    await press('Mark as deleted');
    await press('Mark as deleted');
    expect(api.sentTo(markServerDeleted)).toEqual([]);
    await fill('confirm-name', 'lost-1');
    await press('Mark as deleted');
    expect(api.sentTo(markServerDeleted)).toEqual([{ id: 7, body: { name: 'lost-1' } }]);
  });
});
