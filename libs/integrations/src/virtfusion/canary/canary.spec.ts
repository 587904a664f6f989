import { hang, reply, ScriptedServer } from '../../testing/scripted-server';
import { UpstreamUnknown } from '../../upstream';
import { VirtFusionHttpClient } from '../client';
import type { CallEnd, VirtFusionObserver } from '../observer';
import { fullServer } from '../testing/full-server';
import type { VirtFusion } from '../virtfusion';
import type { Surprise } from './surprise';

const TOKEN = 'virtfusion-token-for-tests';
const PASSWORD = 'hunter2-very-secret';

describe('the canary', () => {
  let panel: ScriptedServer;
  let surprises: Surprise[];
  let ends: CallEnd[];
  let virtfusion: VirtFusion;

  const observer: VirtFusionObserver = {
    onSurprise: surprise => void surprises.push(surprise),
    onCall: end => void ends.push(end),
  };

  beforeAll(async () => {
    panel = await ScriptedServer.start();
  });
  afterAll(() => panel.stop());
  beforeEach(() => {
    surprises = [];
    ends = [];
    virtfusion = new VirtFusionHttpClient({ url: panel.url, token: TOKEN, timeoutMs: 2_000, observer });
  });

  it('is silent about an answer as documented', async () => {
    panel.script(reply(200, { data: fullServer }));

    await virtfusion.server(69, { remoteState: true });

    expect(surprises).toEqual([]);
  });

  it('tells of an answer that cannot be used, without what is in it', async () => {
    panel.script(reply(200, { data: { ...fullServer, id: PASSWORD, uuid: 7, suspended: 'no' } }));

    await expect(virtfusion.server(69)).rejects.toBeInstanceOf(UpstreamUnknown);

    expect(surprises).toEqual([
      {
        operation: 'GET /servers/{serverId}',
        kind: 'shape',
        status: 200,
        fields: [
          { path: 'data.id', expected: 'number', found: `text of ${PASSWORD.length} characters` },
          { path: 'data.uuid', expected: 'string', found: 'a whole number' },
          { path: 'data.suspended', expected: 'invalid_union', found: 'text of 2 characters' },
        ],
      },
    ]);
    expect(JSON.stringify(surprises)).not.toContain(PASSWORD);
  });

  it('tells of a part it did without, and uses the rest', async () => {
    const settings = { ...fullServer.settings, decryptedPassword: PASSWORD };
    panel.script(reply(200, { data: { ...fullServer, settings, storage: { a: PASSWORD }, sshKeys: [{ id: 'x' }] } }));

    expect((await virtfusion.server(69)).disks).toEqual([]);

    expect(surprises).toMatchObject([{ kind: 'value', operation: 'GET /servers/{serverId}' }]);
    expect(surprises[0]?.fields).toContainEqual({ path: 'storage', expected: 'array', found: 'an object with a' });
    expect(surprises[0]?.fields.map(({ path }) => path)).toContain('sshKeys[].id');
    expect(JSON.stringify(surprises)).not.toContain(PASSWORD);
  });

  it('tells of a new word by its name, and of the same in many rows once', async () => {
    const { settings, ...row } = fullServer;
    const server = { ...row, resources: settings.resources, state: 'hibernating' };
    panel.script(reply(200, { data: [server, server, { ...server, state: 'complete' }] }));

    expect((await virtfusion.serversOfUser(3)).map(({ state }) => state)).toEqual(['unknown', 'unknown', 'complete']);

    expect(surprises).toMatchObject([
      { kind: 'value', fields: [{ path: 'state', found: 'the word “hibernating”' }], operation: 'GET /servers/user/{userId}' },
    ]);
  });

  it('quotes nothing that may be somebody’s', async () => {
    panel.script(reply(200, { data: { ...fullServer, state: 'ada@example.com 192.0.2.1', storage: { '192.0.2.1': 1 } } }));

    await virtfusion.server(69);

    const told = JSON.stringify(surprises);
    expect(told).not.toContain('ada@');
    expect(told).not.toContain('192.0.2.1');
  });

  it.each([
    ['nothing', reply(200)],
    ['a web page', reply(200, '<html>Welcome</html>')],
  ])('tells that %s came in place of an answer', async (_name, script) => {
    panel.script(script);

    await expect(virtfusion.packages()).rejects.toBeInstanceOf(UpstreamUnknown);

    expect(surprises).toEqual([{ operation: 'GET /packages', kind: 'not_json', status: 200, fields: [] }]);
  });

  it('is not alarmed by refusals, faults and silence', async () => {
    panel.script(reply(422, { weird: true }), reply(500, '<html>'), hang);

    for (let call = 0; call < 3; call++)
      await virtfusion
        .within(100)
        .packages()
        .catch(() => undefined);

    expect(surprises).toEqual([]);
    expect(ends.map(({ outcome }) => outcome)).toEqual(['refused', 'unknown', 'unknown']);
  });

  it('cannot break a call by breaking itself', async () => {
    const broken = () => {
      throw new Error('the observer is broken');
    };
    const watched = new VirtFusionHttpClient({ url: panel.url, token: TOKEN, observer: { onCall: broken, onSurprise: broken } });
    panel.script(reply(200, { data: { ...fullServer, state: 'new' } }));

    expect((await watched.server(69)).state).toBe('unknown');
  });

  it('tells how each call ended, and of which group', async () => {
    panel.script(reply(200, { data: fullServer }), reply(429, {}, { 'retry-after': '60' }));

    await virtfusion.forGroup(2).server(69);
    await virtfusion.packages().catch(() => undefined);
    await virtfusion.packages().catch(() => undefined);

    expect(ends).toEqual([
      expect.objectContaining({ operation: 'GET /servers/{serverId}', groupId: 2, outcome: 'ok' }),
      expect.objectContaining({ operation: 'GET /packages', groupId: null, outcome: 'limited' }),
      expect.objectContaining({ operation: 'GET /packages', outcome: 'limited' }),
    ]);
    expect(panel.requests).toHaveLength(2);
  });
});
