import { MatButtonHarness } from '@angular/material/button/testing';

import { getRoleMatrix, type Permission, type RoleMatrixDto, setRolePermissions } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { inGroups, PERMISSION_WORDS } from './permission-words';
import { RolesPage } from './roles-page';

const ALL = Object.keys(PERMISSION_WORDS) as Permission[];
const GRANTABLE = ALL.filter(permission => permission !== 'roles.write');

const matrix = (support: Permission[] = ['users.read'], billing: Permission[] = ['billing.read']): RoleMatrixDto => ({
  permissions: GRANTABLE,
  roles: [
    { role: 'support', permissions: support, people: 3, isEditable: true },
    { role: 'billing', permissions: billing, people: 1, isEditable: true },
    { role: 'admin', permissions: ALL, people: 2, isEditable: false },
  ],
});

async function open(api: FakeApi, user = make.user()) {
  const page = await openPage(RolesPage, api, { route: 'roles', user });
  const box = (label: string) => page.host.querySelector<HTMLInputElement>(`[aria-label="${label}"]`);
  const tick = async (label: string) => {
    box(label)?.click();
    await page.settle();
  };
  const save = (role: string) => page.loader.getHarness(MatButtonHarness.with({ selector: `[aria-label="Save ${role}"]` }));
  return { ...page, box, tick, save };
}

describe('the matrix of roles', () => {
  it('shows every permission in words, how many have a role, and administrators fixed', async () => {
    const { text, box } = await open(new FakeApi().on(getRoleMatrix, () => matrix()));
    for (const permission of GRANTABLE) expect(text()).toContain(PERMISSION_WORDS[permission].label);
    expect(text()).toContain('3 people');
    expect([box('Support: See people')?.checked, box('Support: See money')?.checked]).toEqual([true, false]);
    expect([box('Administrator: See money')?.checked, box('Administrator: See money')?.disabled]).toEqual([true, true]);
  });

  it('saves one role, and keeps what was ticked for another', async () => {
    const api = new FakeApi()
      .on(getRoleMatrix, () => matrix())
      .on(setRolePermissions, ({ body }) => matrix([...body.permissions]));
    const { tick, save, box, settle } = await open(api);
    expect(await (await save('Support')).isDisabled()).toBe(true);

    await tick('Support: See servers');
    await tick('Billing: Handle payments');
    await (await save('Support')).click();
    await settle();

    expect(api.sentTo(setRolePermissions)).toEqual([{ role: 'support', body: { permissions: ['users.read', 'servers.read'] } }]);
    expect(await (await save('Support')).isDisabled()).toBe(true);
    expect(await (await save('Billing')).isDisabled()).toBe(false);
    expect(box('Billing: Handle payments')?.checked).toBe(true);
  });

  it('says why a role was not saved, and keeps the ticks', async () => {
    const api = new FakeApi()
      .on(getRoleMatrix, () => matrix())
      .on(setRolePermissions, () => {
        throw make.refusal(403, 'step_up_required');
      });
    const { tick, save, box, settle, text } = await open(api);
    await tick('Support: See servers');
    await (await save('Support')).click();
    await settle();
    expect(text()).toContain('Support was not saved. Confirm that it is you');
    expect(box('Support: See servers')?.checked).toBe(true);
  });

  it('can be read, but not changed, without the right to', async () => {
    const user = make.user({ role: 'support', permissions: ['users.read'] });
    const { box, loader } = await open(
      new FakeApi().on(getRoleMatrix, () => matrix()),
      user,
    );
    expect(box('Support: See servers')?.disabled).toBe(true);
    expect(await loader.getAllHarnesses(MatButtonHarness)).toEqual([]);
  });
});

describe(inGroups, () => {
  it('leaves no permission out', () => {
    expect(inGroups(ALL).flatMap(({ permissions }) => permissions)).toHaveLength(ALL.length);
    expect(inGroups(ALL).map(({ label }) => label)).not.toContain('Other');
  });
});
