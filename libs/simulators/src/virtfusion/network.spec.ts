import { addRunningServer, addServer, addUser, openPanel, readServer, type Panel } from './testing/panel';

describe('a server’s network', () => {
  let panel: Panel;
  let id: number;

  beforeEach(async () => {
    panel = await openPanel();
    id = await addServer(panel, await addUser(panel, 5));
  });
  afterEach(() => panel.sandbox.stop());

  const addressesOf = async (kind: 'interfaces' | 'secondaryInterfaces'): Promise<string[]> =>
    (await readServer(panel, id)).network[kind][0].ipv4.map((row: { address: string }) => row.address);

  it('takes addresses by number and by name, and gives them back', async () => {
    expect(await addressesOf('interfaces')).toEqual(['192.0.2.2']);
    expect((await panel.ask('POST', `/servers/${id}/ipv4Qty`, { interface: 'primary', quantity: 2 })).json.data).toEqual([
      '192.0.2.3',
      '192.0.2.4',
    ]);
    expect((await panel.ask('POST', `/servers/${id}/ipv4`, { interface: 'secondary', ip: ['192.0.2.80'] })).status).toBe(204);
    expect(await addressesOf('secondaryInterfaces')).toEqual(['192.0.2.80']);
    const twice = await panel.ask('POST', `/servers/${id}/ipv4`, { interface: 'primary', ip: ['192.0.2.80'] });
    expect([twice.status, twice.json]).toEqual([422, { errors: ['192.0.2.80 is already in use'] }]);
    expect((await panel.ask('POST', `/servers/${id}/ipv4`, { interface: 'primary', ip: ['8.8.8.8'] })).status).toBe(422);
    expect((await panel.ask('DELETE', `/servers/${id}/ipv4`, { ip: ['192.0.2.3', '192.0.2.80'] })).status).toBe(204);
    expect(await addressesOf('interfaces')).toEqual(['192.0.2.2', '192.0.2.4']);
    expect((await panel.ask('DELETE', `/servers/${id}/ipv4`, { ip: ['192.0.2.3'] })).status).toBe(422);
  });

  it('counts what is free in the block, and a new range adds to it', async () => {
    const block = async () => (await panel.ask('GET', '/connectivity/ipblocks/1')).json.data.ipv4;
    expect(await block()).toMatchObject({ total: 253, usedTotal: 1, freeTotal: 252 });
    const range = { type: 'range', start: '198.18.0.1', end: '198.18.0.10' };
    expect((await panel.ask('POST', '/connectivity/ipblocks/1/ipv4', range)).status).toBe(204);
    expect(await block()).toMatchObject({ total: 263, freeTotal: 262 });
    expect((await panel.ask('POST', '/connectivity/ipblocks/1/ipv4', range)).status).toBe(422);
    expect((await panel.ask('POST', '/connectivity/ipblocks/2/ipv4', range)).status).toBe(422);
    await panel.ask('POST', `/servers/${id}/ipv4`, { interface: 'primary', ip: ['198.18.0.5'] });
    expect(await block()).toMatchObject({ usedTotal: 2, freeTotal: 261 });
  });

  it('keeps a white list', async () => {
    expect(
      (await panel.ask('POST', `/servers/${id}/networkWhitelist`, { interface: 'primary', ip: '2001:db8::9', cidr: 64 })).status,
    ).toBe(201);
    expect((await readServer(panel, id)).network.interfaces[0].ipWhitelist).toMatchObject([
      { type: 6, ip: '2001:db8::9', mask: 64 },
    ]);
    expect(
      (await panel.ask('POST', `/servers/${id}/networkWhitelist`, { interface: 'primary', ip: 'here', cidr: 24 })).status,
    ).toBe(422);
    expect(
      (await panel.ask('DELETE', `/servers/${id}/networkWhitelist`, { interface: 'primary', ip: '2001:db8::9' })).status,
    ).toBe(204);
    expect((await readServer(panel, id)).network.interfaces[0].ipWhitelist).toEqual([]);
  });

  it('switches the firewall and replaces its rules', async () => {
    const firewall = async () => (await panel.ask('GET', `/servers/${id}/firewall/primary`)).json.data;
    expect(await firewall()).toEqual({ enabled: false, rules: [] });
    await panel.ask('POST', `/servers/${id}/firewall/primary/enable?sync=true`);
    await panel.ask('POST', `/servers/${id}/firewall/primary/rules`, { rulesets: [1, 2] });
    expect((await firewall()).rules.map((rule: { portStart: number }) => rule.portStart)).toEqual([80, 443, 22]);
    const unknown = await panel.ask('POST', `/servers/${id}/firewall/primary/rules`, { rulesets: [77] });
    expect([unknown.status, unknown.json]).toEqual([422, { errors: ['Invalid or disabled firewall ruleset'] }]);
    await panel.ask('POST', `/servers/${id}/firewall/primary/rules`, { rulesets: [] });
    expect(await firewall()).toEqual({ enabled: true, rules: [] });
    await panel.ask('POST', `/servers/${id}/firewall/primary/disable`);
    expect((await firewall()).enabled).toBe(false);
    expect((await panel.ask('GET', `/servers/${id}/firewall/third`)).status).toBe(404);
  });

  it('changes the console’s words at every wish, and keeps `enabled` false', async () => {
    const first = (await panel.ask('POST', `/servers/${id}/vnc`, { action: 'enable' })).json.data;
    const second = (await panel.ask('POST', `/servers/${id}/vnc`, { action: 'enable' })).json.data;
    expect(first).toMatchObject({ queueId: null, vnc: { enabled: false, wss: { url: `/vnc/?token=${first.vnc.wss.token}` } } });
    expect(second.vnc.wss.token).not.toBe(first.vnc.wss.token);
    expect((await panel.ask('GET', `/servers/${id}/vnc`)).json.data).toEqual({ vnc: second.vnc });
    expect((await panel.ask('POST', `/servers/${id}/vnc`, { vnc: true })).status).toBe(422);
  });

  describe('traffic', () => {
    it('grows with the clock while the server runs, and stands still when it does not', async () => {
      const running = await addRunningServer(panel, 2);
      const total = async () => (await panel.ask('GET', `/servers/${running}/traffic`)).json.data.monthly[0].total as number;
      const first = await total();
      panel.sandbox.clock.advance(5);
      const second = await total();
      expect(second).toBeGreaterThan(first + 100_000_000);
      await panel.ask('POST', `/servers/${running}/power/poweroff`);
      panel.sandbox.clock.advance(1);
      const third = await total();
      panel.sandbox.clock.advance(5);
      expect(await total()).toBe(third);
    });

    it('is counted by months from the day of creation, newest first', async () => {
      const running = await addRunningServer(panel, 2);
      panel.sandbox.clock.advance(24 * 70);
      const { monthly } = (await panel.ask('GET', `/servers/${running}/traffic`)).json.data;
      expect(monthly.map((period: { month: number }) => period.month)).toEqual([3, 2, 1]);
      expect(monthly[1].start > monthly[2].end).toBe(true);
      expect(monthly[1]).toMatchObject({ limit: 2000, blocks: [] });
      expect(monthly[1].rx + monthly[1].tx).toBe(monthly[1].total);
    });

    it('can be topped up by blocks', async () => {
      await panel.ask('POST', `/servers/${id}/traffic/blocks`, { month: 2, amount: 250 });
      const { assigned, available } = (await panel.ask('GET', `/servers/${id}/traffic/blocks`)).json.data;
      expect(assigned).toMatchObject([{ current: false, month: 2, traffic: 250 }]);
      expect(available.total).toBe(25);
      expect(Object.keys(available.months)).toHaveLength(25);
      expect((await panel.ask('DELETE', `/servers/${id}/traffic/blocks/${assigned[0].id}`)).status).toBe(204);
      expect((await panel.ask('DELETE', `/servers/${id}/traffic/blocks/${assigned[0].id}`)).status).toBe(404);
      expect((await panel.ask('POST', `/servers/${id}/traffic/blocks`, { month: 26, amount: 1 })).status).toBe(422);
    });
  });
});
