import type { SandboxSnapshot } from '../sandbox';
import { DOCUMENTED_OPERATIONS } from './testing/documented-operations';
import { isOfType, valuesAt } from './testing/field-values';
import { addRunningServer, addUser, openPanel, type Panel } from './testing/panel';
import { SERVER_FIELDS } from './testing/server-fields';

/** The ids a good call of each operation needs. */
const IDS: Readonly<Record<string, number | string>> = {
  ...{ hypervisorGroupId: 1, hypervisorId: 1, blockId: 1, packageId: 2, serverPackageId: 1, isoId: 1, serviceId: 1, planId: 1 },
  ...{
    interface: 'primary',
    userId: 2,
    newOwnerId: 3,
    extRelationId: 5,
    profileId: 1,
    serverId: 2,
    queueId: 1,
    keyId: 1,
    creditId: 1,
    packId: 1,
  },
};

/** Bodies of good calls, by operation. */
const BODIES: Readonly<Record<string, unknown>> = {
  'POST /servers/:serverId/firewall/:interface/rules': { rulesets: [1, 2] },
  'POST /servers/:serverId/traffic/blocks': { month: 1, amount: 500 },
  'PUT /servers/:serverId/modify/traffic': { traffic: '3000' },
  'POST /servers/:serverId/networkWhitelist': { interface: 'primary', ip: '192.0.2.200', cidr: 32 },
  'DELETE /servers/:serverId/networkWhitelist': { interface: 'primary', ip: '192.0.2.99' },
  'POST /servers/:serverId/ipv4Qty': { interface: 'primary', quantity: 2 },
  'POST /servers/:serverId/ipv4': { interface: 'secondary', ip: ['192.0.2.77'] },
  'DELETE /servers/:serverId/ipv4': { interface: 'primary', ip: ['192.0.2.2'] },
  'PUT /servers/:serverId/backupManager/access': { type: 'full' },
  'POST /servers/:serverId/build': { operatingSystemId: 2, name: 'again', hostname: 'again.example.net' },
  'POST /servers': { packageId: 1, userId: 2, hypervisorId: 2 },
  'PUT /servers/:serverId/modify/name': { name: 'Renamed' },
  'POST /servers/:serverId/resetPassword': { user: 'root', sendMail: false },
  'PUT /servers/:serverId/modify/cpuThrottle': { percent: 50 },
  'POST /servers/:serverId/vnc': { action: 'enable' },
  'PUT /servers/:serverId/modify/memory': { memory: 3072 },
  'PUT /servers/:serverId/modify/cpuCores': { cores: 2 },
  'POST /servers/:serverId/customXML': { domain: '<a/>', domainEnabled: true },
  'POST /connectivity/ipblocks/:blockId/ipv4': { type: 'range', start: '198.18.0.1', end: '198.18.0.50' },
  'POST /ssh_keys': { userId: 2, name: 'second', publicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAbc other' },
  'PUT /users/:extRelationId/byExtRelation': { name: 'Ada Byron' },
  'POST /users': { name: 'Grace', email: 'grace@example.com', extRelationId: 9 },
  'POST /selfService/credit/byUserExtRelationId/:extRelationId': { tokens: 100, reference_1: 7 },
  'POST /selfService/hourlyGroupProfile/byUserExtRelationId/:extRelationId': { profileId: 2 },
  'POST /selfService/resourceGroupProfile/byUserExtRelationId/:extRelationId': { profileId: 2 },
  'POST /selfService/resourcePack/byUserExtRelationId/:extRelationId': { packId: 9, enabled: true },
  'PUT /selfService/access/byUserExtRelationId/:extRelationId': { syncToProfiles: true },
  'PUT /selfService/hourlyResourcePack/byUserExtRelationId/:extRelationId': { packId: 9 },
  'PUT /selfService/resourcePack/:packId': { enabled: false },
};

/** Operations that need other ids than most. */
const OTHER_IDS: Readonly<Record<string, Readonly<Record<string, number | string>>>> = {
  'DELETE /users/:extRelationId/byExtRelation': { extRelationId: 6 },
  'GET /backups/server/:serverId': { serverId: 1 },
};

describe('the documented Global API', () => {
  let panel: Panel;
  let company: SandboxSnapshot;
  let blockId = 0;

  beforeAll(async () => {
    panel = await openPanel();
    await addUser(panel, 5);
    await addUser(panel, 6);
    await panel.ask('POST', '/ssh_keys', {
      userId: 2,
      name: 'laptop',
      publicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAbc ada',
    });
    await addRunningServer(panel, 2);
    await panel.ask('POST', '/servers/2/networkWhitelist', { interface: 'primary', ip: '192.0.2.99', cidr: 32 });
    await panel.ask('POST', '/servers/2/traffic/blocks', { month: 1, amount: 100 });
    await panel.ask('POST', '/selfService/credit/byUserExtRelationId/5', { tokens: 50 });
    await panel.ask('POST', '/selfService/resourcePack/byUserExtRelationId/5', { packId: 9, enabled: true });
    await panel.ask('POST', '/selfService/hourlyGroupProfile/byUserExtRelationId/5', { profileId: 1 });
    await panel.ask('POST', '/selfService/resourceGroupProfile/byUserExtRelationId/5', { profileId: 1 });
    blockId = (await panel.ask('GET', '/servers/2/traffic/blocks')).json.data.assigned[0].id as number;
    company = panel.sandbox.snapshot();
  });

  beforeEach(() => panel.sandbox.restore(company));
  afterAll(() => panel.sandbox.stop());

  const pathOf = (operation: string, pattern: string): string =>
    pattern.replace(/:(\w+)/g, (_, name: string) =>
      String(pattern.includes('/traffic/blocks/') && name === 'blockId' ? blockId : (OTHER_IDS[operation]?.[name] ?? IDS[name])),
    );

  it('has exactly the 85 documented operations', () => {
    const documented = DOCUMENTED_OPERATIONS.map(({ method, path }) => `${method} ${path}`);
    expect(documented).toHaveLength(85);
    expect(panel.sandbox.virtfusion.operations().sort()).toEqual(documented.sort());
  });

  describe.each(DOCUMENTED_OPERATIONS.map(operation => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s',
    (name, operation) => {
      it(`answers ${operation.status} as documented`, async () => {
        const answer = await panel.ask(operation.method, pathOf(name, operation.path), BODIES[name]);
        expect({ status: answer.status, refusal: answer.status >= 400 ? answer.text : '' }).toEqual({
          status: operation.status,
          refusal: '',
        });
        if (operation.reply === 'empty') expect(answer.text).toBe('');
        if (operation.reply === 'empty' && operation.status !== 204) expect(answer.headers.get('content-length')).toBe('0');
        if (operation.reply === 'list') expect(answer.json).toEqual([]);
        if (operation.reply === 'server') {
          for (const path of SERVER_FIELDS)
            expect({ path, missing: valuesAt(answer.json, path).includes(undefined) }).toEqual({ path, missing: false });
        }
        for (const { path, type } of operation.fields) {
          const values = valuesAt(answer.json, path);
          const isPageLink = /^(next_page_url|last_page_url)$/.test(path);
          const fits = (value: unknown) => (isPageLink ? value !== undefined : isOfType(value, type));
          const isGood = values.some(fits) && values.every(value => value === null || fits(value));
          expect({ path, type, isGood, values: isGood ? [] : values }).toEqual({ path, type, isGood: true, values: [] });
        }
      });

      it('answers 401 without a body to a stranger', async () => {
        const answer = await panel.stranger(operation.method, pathOf(name, operation.path), BODIES[name]);
        expect([answer.status, answer.text]).toEqual([401, '']);
      });
    },
  );
});
