import type { Person } from '../../testing';
import { testApp } from '../../testing';

interface Grant {
  id: number;
  username: string;
  mayPower: boolean;
  mayConsole: boolean;
}
interface Shared {
  serverId: number;
  name: string;
  ownerUsername: string;
}
interface Refusal {
  error: { code: string };
}

const order = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };
const later = () => new Date(Date.now() + 3_600_000).toISOString();

describe('sharing a server', () => {
  const test = testApp();
  let ada: Person;
  let lin: Person;
  let id: number;

  const share = (form: object = {}, person = ada) =>
    person.browser.post<Grant & Refusal>(`/api/user/servers/${id}/grants`, {
      ...{ email: lin.user.email, mayPower: true, mayConsole: false, endsAt: later() },
      ...form,
    });
  const grants = async () => (await ada.browser.get<{ data: Grant[] }>(`/api/user/servers/${id}/grants`)).body.data;
  const shared = async () => (await lin.browser.get<{ data: Shared[] }>('/api/user/shared-servers')).body.data;
  const power = (person: Person) => person.browser.post<Refusal>(`/api/user/servers/${id}/power/restart`);
  const idle = () =>
    test.until(async () => {
      const [row] = await test.em.execute<{ count: number }[]>(
        'select count(*)::int as count from server_actions where finished_at is null',
      );
      return row?.count === 0;
    }, 'nothing is under way');

  beforeAll(async () => {
    await test.make.catalogue();
    ada = await test.make.customer({ credit: '25.00', linked: true });
    id = (await ada.browser.post<{ id: number }>('/api/user/servers', order)).body.id;
    const state = async () => (await ada.browser.get<{ state: string }>(`/api/user/servers/${id}`)).body.state;
    await test.until(async () => (await state()) === 'running', 'the server runs');
  });
  beforeEach(async () => {
    lin = await test.make.customer();
  });

  it('lets somebody switch it, shows it to them, tells them, and stops when it is taken back', async () => {
    expect((await power(lin)).status).toBe(404);
    const given = await share();
    expect(given).toMatchObject({ status: 201, body: { username: lin.user.username, mayPower: true, mayConsole: false } });
    expect(await shared()).toMatchObject([{ serverId: id, name: 'web-1', ownerUsername: ada.user.username }]);
    expect((await power(lin)).status).toBe(202);
    await idle();
    await test.runDueJobs();
    expect(test.sandbox.mail.to(lin.user.email)[0]?.subject).toBe('web-1 was shared with you');

    expect((await ada.browser.delete(`/api/user/servers/${id}/grants/${given.body.id}`)).status).toBe(204);
    expect((await power(lin)).status).toBe(404);
    expect(await shared()).toEqual([]);
    expect((await ada.browser.delete(`/api/user/servers/${id}/grants/${given.body.id}`)).status).toBe(404);
  });

  it('gives nothing but what was given', async () => {
    await share();
    expect((await lin.browser.get(`/api/user/servers/${id}`)).status).toBe(404);
    expect((await lin.browser.delete(`/api/user/servers/${id}`)).status).toBe(404);
    expect((await lin.browser.post(`/api/user/servers/${id}/reset-password`)).status).toBe(404);
    expect((await share({}, lin)).status).toBe(404);
    expect((await lin.browser.get(`/api/user/servers/${id}/grants`)).status).toBe(404);
    expect((await lin.browser.get(`/api/user/servers/${id}/vnc`)).status).toBe(404);
  });

  it('gives the console without the switch', async () => {
    await share({ mayPower: false, mayConsole: true });
    expect((await lin.browser.get(`/api/user/servers/${id}/vnc`)).status).toBe(200);
    expect((await power(lin)).status).toBe(404);
  });

  it('ends by itself', async () => {
    await share();
    await test.em.execute(`update server_grants set ends_at = now() - interval '1 second' where user_id = ?`, [lin.user.id]);
    expect((await power(lin)).status).toBe(404);
    expect(await shared()).toEqual([]);
    expect((await grants()).filter(({ username }) => username === lin.user.username)).toEqual([]);
  });

  it('replaces what somebody had before', async () => {
    await share();
    await share({ mayPower: false, mayConsole: true });
    const theirs = (await grants()).filter(({ username }) => username === lin.user.username);
    expect(theirs).toMatchObject([{ mayPower: false, mayConsole: true }]);
  });

  it('answers the same for addresses of nobody, of somebody unconfirmed, of somebody suspended and one’s own', async () => {
    const [una, sid] = [await test.make.customer(), await test.make.customer()];
    await test.em.execute('update users set email_verified_at = null where id = ?', [una.user.id]);
    await test.em.execute(`update users set state = 'suspended' where id = ?`, [sid.user.id]);
    for (const email of ['nobody@example.com', una.user.email, sid.user.email, ada.user.email])
      expect(await share({ email })).toMatchObject({ status: 422, body: { error: { code: 'cannot_share' } } });
  });

  it.each([
    ['an end that is over', { endsAt: '2020-01-01T00:00:00.000Z' }, 'invalid_end'],
    ['nothing to do', { mayPower: false }, 'nothing_granted'],
  ])('is refused with %s', async (_, form, code) => {
    expect(await share(form)).toMatchObject({ status: 422, body: { error: { code } } });
  });

  it('stands in the owner’s log', async () => {
    await share();
    const rows = await test.em.execute<{ action: string }[]>(
      `select action from audit_entries where user_id = ? order by id desc limit 1`,
      [ada.user.id],
    );
    expect(rows).toEqual([{ action: 'server.shared' }]);
  });
});
