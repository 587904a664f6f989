import { asker } from '../testing/asker';
import { addRunningServer, addServer, addUser, openPanel, type Panel } from './testing/panel';

describe('users', () => {
  let panel: Panel;

  beforeEach(async () => {
    panel = await openPanel();
  });
  afterEach(() => panel.sandbox.stop());

  it('are made once for an external relation', async () => {
    const first = await panel.ask('POST', '/users', { name: 'Ada', email: 'ada@example.com', extRelationId: 5 });
    expect(first.status).toBe(201);
    expect(first.json.data.password).toMatch(/^[A-Za-z0-9]{30}$/);
    const twin = await panel.ask('POST', '/users', { name: 'Ada', email: 'ada@example.com', extRelationId: 5 });
    expect([twin.status, twin.json]).toEqual([
      422,
      { errors: ['The ext relation id has already been taken.', 'The email has already been taken.'] },
    ]);
    const read = (await panel.ask('GET', '/users/5/byExtRelation')).json.data;
    expect(read).toMatchObject({ id: first.json.data.id, name: 'Ada', extRelationId: 5, suspended: false });
    expect(read).not.toHaveProperty('password');
  });

  it('are found by the relation’s string when asked', async () => {
    await panel.ask('POST', '/users', { name: 'Grace', email: 'grace@example.com', relStr: 'cus/9 ü' });
    const path = `/users/${encodeURIComponent('cus/9 ü')}/byExtRelation`;
    expect((await panel.ask('GET', `${path}?relStr=true`)).json.data.name).toBe('Grace');
    expect((await panel.ask('GET', path)).status).toBe(404);
  });

  it.each([
    [{ email: 'a@example.com' }, 'The name field is required.'],
    [{ name: 'A', email: 'a@example.com' }, 'The name must be at least 2 characters.'],
    [{ name: 'Ada', email: 'nowhere' }, 'The email must be a valid email address.'],
    [{ name: 'Ada', email: 'a@example.com', selfService: 4 }, 'The self service may not be greater than 3.'],
    [{ name: 'Ada', email: 'a@example.com', extRelationId: 'x' }, 'The ext relation id must be an integer.'],
  ])('refuses %j', async (body, error) => {
    const answer = await panel.ask('POST', '/users', body);
    expect([answer.status, answer.json]).toEqual([422, { errors: [error] }]);
  });

  it('change only what is sent, and answer four fields', async () => {
    await addUser(panel, 5, { selfService: 1 });
    const answer = await panel.ask('PUT', '/users/5/byExtRelation', { enabled: false });
    expect(answer.json).toEqual({ data: { name: 'User 5', email: 'u5@example.com', selfService: 1, enabled: false } });
    expect((await panel.ask('GET', '/users/5/byExtRelation')).json.data).toMatchObject({
      suspended: true,
      email: 'u5@example.com',
    });
  });

  it('cannot be deleted while they own servers', async () => {
    const id = await addServer(panel, await addUser(panel, 5));
    const answer = await panel.ask('DELETE', '/users/5/byExtRelation');
    expect([answer.status, answer.json]).toEqual([409, { msg: 'The user owns servers' }]);
    await panel.ask('DELETE', `/servers/${id}`);
    panel.sandbox.clock.advance(1);
    expect((await panel.ask('DELETE', '/users/5/byExtRelation')).status).toBe(204);
    expect((await panel.ask('GET', '/users/5/byExtRelation')).status).toBe(404);
  });

  it('sign in to the panel once with a pair of tokens', async () => {
    await addUser(panel, 5);
    const { authentication } = (await panel.ask('POST', '/users/5/authenticationTokens')).json.data;
    expect(authentication.tokens['1']).toHaveLength(100);
    expect(authentication.expiry.ttl).toBe(60);
    const visit = asker(panel.sandbox.virtfusion.url);
    const first = await visit('GET', authentication.endpoint_complete);
    expect([first.status, first.text.includes('Signed in as User 5')]).toEqual([200, true]);
    expect((await visit('GET', authentication.endpoint_complete)).status).toBe(403);
  });

  it('sign in to a server only when it is theirs', async () => {
    const id = await addServer(panel, await addUser(panel, 5));
    await addUser(panel, 6);
    expect((await panel.ask('POST', `/users/5/serverAuthenticationTokens/${id}`)).status).toBe(200);
    expect((await panel.ask('POST', `/users/6/serverAuthenticationTokens/${id}`)).status).toBe(404);
  });

  it('keep keys that must be keys', async () => {
    const userId = await addUser(panel, 5);
    expect((await panel.ask('POST', '/ssh_keys', { userId, name: 'bad', publicKey: 'hello' })).status).toBe(422);
    const { id } = (await panel.ask('POST', '/ssh_keys', { userId, name: 'good', publicKey: 'ssh-rsa AAAAB3Nza ada' })).json.data;
    expect((await panel.ask('GET', `/ssh_keys/user/${userId}`)).json.data).toMatchObject([
      { id, publicKey: 'ssh-rsa AAAAB3Nza ada' },
    ]);
    await panel.ask('DELETE', `/ssh_keys/${id}`);
    expect((await panel.ask('GET', `/ssh_keys/${id}`)).status).toBe(404);
  });

  describe('with self service', () => {
    const stats = async (query = '') =>
      (await panel.ask('GET', `/selfService/hourlyStats/byUserExtRelationId/5${query}`)).json.data;

    it('see an empty month when they have nothing', async () => {
      await addUser(panel, 5);
      expect(await stats()).toMatchObject({
        monthlyTotal: { hours: 0, value: '0.00', tokens: false },
        servers: 0,
        credit: { value: 0 },
      });
    });

    it('are metered by the hours of the clock, and their credit falls', async () => {
      const userId = await addUser(panel, 5, { selfService: 1, selfServiceHourlyCredit: true });
      const credit = await panel.ask('POST', '/selfService/credit/byUserExtRelationId/5', {
        tokens: 123_450,
        reference_2: 'payment 7',
      });
      expect(credit.status).toBe(201);
      expect((await stats()).credit).toEqual({ tokens: '123450.00', value: '1,234.50' });

      await addRunningServer(panel, userId);
      panel.sandbox.clock.advance(9);
      const month = await stats();
      const earlier = await stats(`?period[]=${monthBefore(panel.sandbox.clock.now())}`);
      // An hour over the end of a month is begun in both.
      const hours = month.monthlyTotal.hours + earlier.monthlyTotal.hours;
      expect([11, 12]).toContain(hours);
      expect(Number(month.credit.tokens)).toBeCloseTo(123_450 - (11 * 500) / 730, 1);
      expect(month.servers[0]).toMatchObject({ id: 2 });
    });

    it('pay only while a server exists', async () => {
      const userId = await addUser(panel, 5, { selfService: 1, selfServiceHourlyCredit: true });
      const id = await addServer(panel, userId);
      await panel.ask('DELETE', `/servers/${id}`);
      panel.sandbox.clock.advance(1);
      const before = (await stats()).credit.tokens;
      panel.sandbox.clock.advance(48);
      expect((await stats()).credit.tokens).toBe(before);
    });

    it('lose credit that is taken back, by a negative amount or by its id', async () => {
      await addUser(panel, 5, { selfService: 1, selfServiceHourlyCredit: true });
      const { id } = (await panel.ask('POST', '/selfService/credit/byUserExtRelationId/5', { tokens: 500 })).json.data;
      await panel.ask('POST', '/selfService/credit/byUserExtRelationId/5', { tokens: -200 });
      expect((await stats()).credit.tokens).toBe('300.00');
      expect((await panel.ask('DELETE', `/selfService/credit/${id}`)).status).toBe(204);
      expect((await stats()).credit.tokens).toBe('-200.00');
      expect((await panel.ask('DELETE', `/selfService/credit/${id}`)).status).toBe(404);
      const text = await panel.ask('POST', '/selfService/credit/byUserExtRelationId/5', { tokens: 1, reference_1: 'seven' });
      expect(text.status).toBe(422);
    });

    it('have a resource pack whose servers are suspended and deleted together', async () => {
      const userId = await addUser(panel, 5, { selfService: 2 });
      const pack = (await panel.ask('POST', '/selfService/resourcePack/byUserExtRelationId/5', { packId: 9, enabled: true })).json
        .data.id as number;
      const ids = [await addServer(panel, userId), await addServer(panel, userId)];
      for (const id of ids) panel.sandbox.virtfusion.assignToResourcePack(id, pack);
      const view = (await panel.ask('GET', `/selfService/resourcePack/${pack}?withServers=true`)).json.data;
      expect(view.usage.servers).toEqual({ t: 2, u: 2, f: 0, p: 100, l: true });
      expect(view.used.memory).toBe(4096);
      expect(view.servers).toHaveLength(2);
      await panel.ask('POST', `/selfService/resourcePackServers/${pack}/suspend`);
      expect(panel.sandbox.virtfusion.servers().filter(server => server.suspended)).toHaveLength(2);
      await panel.ask('POST', `/selfService/resourcePackServers/${pack}/unsuspend`);
      expect(panel.sandbox.virtfusion.servers().filter(server => server.suspended)).toHaveLength(0);
      expect((await panel.ask('DELETE', `/selfService/resourcePack/${pack}`)).status).toBe(409);
      expect((await panel.ask('DELETE', `/selfService/resourcePack/${pack}?disable=true`)).status).toBe(204);
      expect((await panel.ask('DELETE', `/selfService/resourcePackServers/${pack}?delay=30`)).status).toBe(204);
      panel.sandbox.clock.advance(2);
      expect(panel.sandbox.virtfusion.servers()).toHaveLength(1);
      expect((await panel.ask('DELETE', `/selfService/resourcePack/${pack}`)).status).toBe(204);
    });

    it('report several months with the same numbers', async () => {
      const userId = await addUser(panel, 5, { selfService: 1 });
      await addRunningServer(panel, userId);
      panel.sandbox.clock.advance(24 * 40);
      const before = monthBefore(panel.sandbox.clock.now());
      const usage = (await panel.ask('GET', `/selfService/usage/byUserExtRelationId/5?period[]=${before}`)).json.data;
      const report = (await panel.ask('GET', '/selfService/report/byUserExtRelationId/5?period=1&currency=USD')).json.data;
      expect(usage.periods[0].usageServers.hours).toBeGreaterThan(100);
      expect(report.usage.monthlyTotal.hours).toBe(usage.periods[0].usageServers.hours);
      expect(report.currency).toMatchObject({ code: 'USD', default: { code: 'EUR' } });
      expect((await stats(`?period[]=${before}`)).monthlyTotal.hours).toBe(usage.periods[0].usageServers.hours);
      expect((await panel.ask('GET', '/selfService/report/byUserExtRelationId/5?period=25')).status).toBe(422);
    });
  });
});

function monthBefore(now: number): string {
  const date = new Date(now);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, 1)).toISOString().slice(0, 10);
}
