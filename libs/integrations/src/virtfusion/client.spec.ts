import { cut, drop, hang, reply, ScriptedServer, type Script } from '../testing/scripted-server';
import {
  UpstreamBusy,
  UpstreamMaintenance,
  UpstreamNotFound,
  UpstreamRateLimited,
  UpstreamRefused,
  UpstreamUnknown,
} from '../upstream';
import { VirtFusionHttpClient } from './client';
import type { VirtFusion } from './virtfusion';

const TOKEN = 'virtfusion-token-for-tests';

const html: Script = reply(502, '<html><body>Bad gateway</body></html>', { 'content-type': 'text/html' });

describe(VirtFusionHttpClient, () => {
  let panel: ScriptedServer;
  let virtfusion: VirtFusion;

  beforeAll(async () => {
    panel = await ScriptedServer.start();
  });
  afterAll(() => panel.stop());
  // A client remembers limits and failures; each test has its own.
  beforeEach(() => {
    virtfusion = new VirtFusionHttpClient({ url: panel.url, token: TOKEN, timeoutMs: 2_000 });
  });

  it('asks the versioned API with its token', async () => {
    panel.script(reply(200, []));

    await virtfusion.connect();

    expect(panel.last).toMatchObject({ method: 'GET', url: '/api/v1/connect' });
    expect(panel.last.headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, accept: 'application/json' });
  });

  it('accepts an address that names the version already', async () => {
    panel.script(reply(200, []));

    await new VirtFusionHttpClient({ url: `${panel.url}/virtfusion/api/v1/`, token: TOKEN }).connect();

    expect(panel.last.url).toBe('/virtfusion/api/v1/connect');
  });

  describe('without success', () => {
    it.each([
      ['the first of a list', { errors: ['No room on any hypervisor', 'second'] }, 'No room on any hypervisor'],
      [
        'the first of a field',
        { message: 'Invalid.', errors: { userId: ['The user does not exist.'] } },
        'The user does not exist.',
      ],
      ['msg', { msg: 'not now' }, 'not now'],
      ['message', { message: 'Unprocessable' }, 'Unprocessable'],
      ['the status when nothing is said', {}, 'status 422'],
    ])('takes %s as the reason', async (_name, body, reason) => {
      panel.script(reply(422, body));

      const order = virtfusion.createServer({ packageId: 1, userId: 2, hypervisorGroupId: 3 });

      await expect(order).rejects.toBeInstanceOf(UpstreamRefused);
      await expect(order).rejects.toMatchObject({
        reason,
        status: 422,
        system: 'VirtFusion',
        path: '/servers',
        outcome: 'refused',
      });
    });

    it('lives with a refusal without a body', async () => {
      panel.script(reply(401));

      await expect(virtfusion.packages()).rejects.toMatchObject({ status: 401, reason: 'status 401', outcome: 'refused' });
    });

    it('knows a busy server, a hypervisor in maintenance, a missing record and a limit', async () => {
      panel.script(
        reply(423, { msg: 'pending tasks' }),
        reply(503, { msg: 'maintenance' }),
        reply(404, { msg: 'server not found' }),
        reply(429, {}, { 'retry-after': '9' }),
      );

      await expect(virtfusion.power(5, 'boot')).rejects.toBeInstanceOf(UpstreamBusy);
      await expect(virtfusion.power(5, 'boot')).rejects.toBeInstanceOf(UpstreamMaintenance);
      await expect(virtfusion.deleteServer(5)).rejects.toBeInstanceOf(UpstreamNotFound);
      const limited = virtfusion.suspend(5);
      await expect(limited).rejects.toBeInstanceOf(UpstreamRateLimited);
      await expect(limited).rejects.toMatchObject({ retryAfterSeconds: 9 });
    });

    it.each<[string, Script]>([
      ['a web page with 404', reply(404, '<html>404</html>')],
      ['a web page with 200', reply(200, '<html>Welcome</html>')],
      ['a maintenance page of a gateway', reply(503, '<html>503</html>')],
      ['a fault', html],
      ['a lost connection', drop],
    ])('never takes %s for a deletion or a refusal of one', async (_name, script) => {
      panel.script(script);

      await expect(virtfusion.deleteServer(5)).rejects.toBeInstanceOf(UpstreamUnknown);
    });

    it('does not take a missing route for a missing record', async () => {
      panel.script(reply(404, { message: 'The route api/v1/servers/5 could not be found.' }));

      const deletion = virtfusion.deleteServer(5);

      await expect(deletion).rejects.toBeInstanceOf(UpstreamRefused);
      await expect(deletion).rejects.not.toBeInstanceOf(UpstreamNotFound);
    });

    it.each<[string, Script]>([
      ['a time-out', hang],
      ['a lost connection', drop],
      ['a fault with a web page', html],
      ['an answer cut short', cut],
      ['another shape', reply(200, { data: { queue: 5 } })],
    ])('leaves a power action open after %s', async (_name, script) => {
      panel.script(script);

      const action = virtfusion.within(200).power(5, 'restart');

      await expect(action).rejects.toBeInstanceOf(UpstreamUnknown);
      await expect(action).rejects.toMatchObject({ outcome: 'unknown', path: '/servers/5/power/restart' });
    });

    it('never shows its token', async () => {
      panel.script(reply(422, { msg: `the token ${TOKEN} has no permission` }));

      const failure: unknown = await virtfusion.packages().catch((error: unknown) => error);

      expect(String(failure)).toContain('the token [redacted] has no permission');
      expect(JSON.stringify(failure)).not.toContain(TOKEN);
    });
  });

  describe('users', () => {
    const ada = {
      id: 2,
      admin: false,
      extRelationId: 17,
      name: 'Ada',
      email: 'ada@example.com',
      suspended: false,
      created: '2026-01-20T12:41:28.000000Z',
      password: 'only-here',
    };

    it('creates a user without a mail of VirtFusion, and forgets the password', async () => {
      panel.script(reply(201, { data: ada }));

      const user = await virtfusion.createUser({ name: 'Ada', email: 'ada@example.com', extRelationId: 17 });

      expect(JSON.parse(panel.last.body)).toEqual({ name: 'Ada', email: 'ada@example.com', extRelationId: 17, sendMail: false });
      expect(user).toEqual({
        id: 2,
        extRelationId: 17,
        name: 'Ada',
        email: 'ada@example.com',
        isAdmin: false,
        suspended: false,
        createdAt: new Date('2026-01-20T12:41:28Z'),
      });
    });

    it('finds nobody only when the panel says so', async () => {
      panel.script(reply(404, { msg: 'ext_relation_id not found' }), reply(404, 'Not Found'));

      expect(await virtfusion.userByExtRelation(17)).toBeNull();
      await expect(virtfusion.userByExtRelation(17)).rejects.toBeInstanceOf(UpstreamUnknown);
    });
  });

  describe('credit', () => {
    it('sends decimals and long references digit by digit', async () => {
      panel.script(reply(201, { data: { id: 41 } }));

      const credit = await virtfusion.addCredit(17, {
        tokens: '-2499.3151',
        reference1: 8_446_744_073_709_551_615n,
        reference2: 'usage:17 "quoted"',
      });

      expect(credit).toEqual({ id: 41 });
      expect(panel.last.url).toBe('/api/v1/selfService/credit/byUserExtRelationId/17');
      expect(panel.last.body).toBe(
        '{"tokens":-2499.3151,"reference_1":8446744073709551615,"reference_2":"usage:17 \\"quoted\\""}',
      );
    });

    it.each(['1e3', 'NaN', '1,000', '', '5}'])('does not send %p as tokens', tokens => {
      expect(() => virtfusion.addCredit(17, { tokens })).toThrow(RangeError);
    });

    it.each([
      [{ value: 0 }, { creditValue: '0', creditTokens: null }],
      [
        { tokens: '123450.00', value: '1,234.50' },
        { creditValue: '1234.50', creditTokens: '123450.00' },
      ],
    ])('reads the credit %j', async (credit, expected) => {
      panel.script(
        reply(200, {
          data: {
            period: 'January 2026',
            monthlyTotal: { hours: 3, value: '0.02', tokens: false },
            servers: 0,
            credit,
            currency: { code: '' },
          },
        }),
      );

      expect(await virtfusion.hourlyStats(17)).toEqual({
        period: 'January 2026',
        hours: 3,
        monthlyValue: '0.02',
        monthlyTokens: null,
        currency: null,
        ...expected,
      });
    });
  });
});
