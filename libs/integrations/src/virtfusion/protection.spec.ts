import { hang, reply, ScriptedServer, type Script } from '../testing/scripted-server';
import { UpstreamHeldBack, UpstreamUnknown } from '../upstream';
import { VirtFusionHttpClient } from './client';
import { fullServer } from './testing/full-server';
import type { VirtFusion } from './virtfusion';

const TOKEN = 'virtfusion-token-for-tests';

describe('a client that is protected', () => {
  let panel: ScriptedServer;
  let virtfusion: VirtFusion;

  beforeAll(async () => {
    panel = await ScriptedServer.start();
  });
  afterAll(() => panel.stop());
  beforeEach(() => {
    virtfusion = new VirtFusionHttpClient({ url: panel.url, token: TOKEN, timeoutMs: 2_000, limits: { failures: 3 } });
  });

  /** Answers the paths with this number only; the others hang. */
  const hangsExcept = (id: number): Script => {
    return (response, request) => {
      if (request.url.includes(`/servers/${id}`)) reply(200, { data: fullServer })(response, request);
    };
  };

  it('shares its protection between views, and keeps groups apart', async () => {
    panel.script(...Array.from({ length: 20 }, () => hangsExcept(69)));
    const dead = virtfusion.within(60).forGroup(1);

    for (let call = 0; call < 3; call++) await expect(dead.server(call + 1)).rejects.toBeInstanceOf(UpstreamUnknown);

    const sent = panel.requests.length;
    await expect(virtfusion.forGroup(1).within(5_000).power(7, 'boot')).rejects.toBeInstanceOf(UpstreamHeldBack);
    expect(panel.requests).toHaveLength(sent);
    expect((await virtfusion.forGroup(2).server(69)).id).toBe(69);
    expect(virtfusion.circuits().map(({ groupId, state }) => [groupId, state])).toEqual([
      [null, 'closed'],
      [1, 'open'],
      [2, 'closed'],
    ]);
  });

  it('lets servers of a living group through while a dead one hangs with all it may', async () => {
    panel.script(...Array.from({ length: 40 }, () => hangsExcept(69)));
    const waiting = Array.from({ length: 30 }, (_, call) =>
      virtfusion
        .within(400)
        .forGroup(1)
        .server(call + 100),
    );
    const settled = Promise.allSettled(waiting);

    const answers = await Promise.all([2, 3, 4].map(group => virtfusion.forGroup(group).server(69)));

    expect(answers).toHaveLength(3);
    expect(virtfusion.circuits()[1]).toMatchObject({ groupId: 1, inUse: 8 });
    expect((await settled).every(({ status }) => status === 'rejected')).toBe(true);
    expect(virtfusion.circuits()[1]).toMatchObject({ inUse: 0, waiting: 0 });
  });

  it('asks the same question of the same moment once, and again after a change', async () => {
    const server = reply(200, { data: fullServer });
    panel.script(server, server, reply(201), server);

    const [one, other] = await Promise.all([virtfusion.server(69), virtfusion.server(69)]);
    expect(one).toEqual(other);
    expect(panel.requests).toHaveLength(1);

    await virtfusion.server(69);
    await virtfusion.changes.rename(69, 'web-2');
    await virtfusion.server(69);
    expect(panel.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'PUT', 'GET']);
  });

  it('does not let a question join one of somebody with more time', async () => {
    panel.script(hang, hang);

    const patient = virtfusion
      .within(500)
      .server(69)
      .catch((error: unknown) => error);
    await expect(virtfusion.within(60).server(69)).rejects.toBeInstanceOf(UpstreamUnknown);

    expect(panel.requests).toHaveLength(2);
    expect(await patient).toBeInstanceOf(UpstreamUnknown);
  });

  it('keeps lists of the catalogue for a moment, but no capacities', async () => {
    const list = reply(200, { current_page: 1, last_page: 1, total: 0, data: [] });
    panel.script(reply(200, { data: [] }), list, list);

    await virtfusion.packages();
    await virtfusion.packages();
    await virtfusion.groupResources(1);
    await virtfusion.groupResources(1);

    expect(panel.requests).toHaveLength(3);
  });

  it('tells what VirtFusion told about its limit', async () => {
    panel.script(reply(200, { data: [] }, { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '12' }));

    await virtfusion.packages();

    expect(virtfusion.rateLimit()).toEqual({ limit: 60, remaining: 12, heldUntil: null });
  });
});
