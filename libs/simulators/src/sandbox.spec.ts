import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mintToken, orderBody, Shop } from './paypal/testing/shop';
import { createSandbox, type Sandbox, type SandboxOptions } from './sandbox';
import { asker } from './testing/asker';
import { VirtFusionSimulator } from './virtfusion';
import { addRunningServer, addServer, addUser, readServer, type Panel } from './virtfusion/testing/panel';

const opened: Sandbox[] = [];

async function open(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await createSandbox({ buildSeconds: 3600, powerSeconds: 600, ...options });
  opened.push(sandbox);
  return sandbox;
}

function panelOf(sandbox: Sandbox): Panel {
  const stranger = asker(`${sandbox.virtfusion.url}/api/v1`);
  return {
    sandbox,
    stranger,
    ask: asker(`${sandbox.virtfusion.url}/api/v1`, { authorization: `Bearer ${sandbox.virtfusion.token}` }),
  };
}

afterEach(async () => {
  for (const sandbox of opened.splice(0)) await sandbox.stop();
});

describe('a snapshot', () => {
  it('is plain JSON and carries everything to another sandbox', async () => {
    const one = await open();
    const panel = panelOf(one);
    const running = await addRunningServer(panel, await addUser(panel, 5));
    const building = await addServer(panel, 2);
    await panel.ask('POST', `/servers/${building}/build`, { operatingSystemId: 1 });
    const shop = asker(one.paypal.url, { authorization: `Bearer ${await mintToken(one)}` });
    const unit = { amount: { currency_code: 'EUR', value: '5.00' } };
    const order = () => shop('POST', '/v2/checkout/orders', orderBody(unit), { 'paypal-request-id': 'order-1' });
    const { id } = (await order()).json;
    await one.paypal.approve(id);
    one.smtp2go.mailbox.keep({
      emailId: 'e',
      to: ['a@example.com'],
      cc: [],
      bcc: [],
      sender: 's@example.com',
      subject: 'Kept',
      text: '',
      html: '',
      headers: [],
      attachments: [],
      receivedAt: '',
    });

    const other = await open();
    other.restore(JSON.parse(JSON.stringify(one.snapshot())));

    const elsewhere = panelOf(other);
    expect(other.clock.now() - one.clock.now()).toBeLessThan(1000);
    expect((await readServer(elsewhere, running)).uuid).toBe((await readServer(panel, running)).uuid);
    other.clock.advance(0.5);
    expect((await readServer(elsewhere, building)).state).toBe('building');
    other.clock.advance(0.6);
    expect((await readServer(elsewhere, building)).state).toBe('complete');
    expect(await addServer(elsewhere, 2)).toBe(building + 1);
    expect(other.paypal.orders()).toMatchObject([{ id, status: 'APPROVED' }]);
    expect(other.mail.to('a@example.com')).toMatchObject([{ subject: 'Kept' }]);
  });

  it('keeps PayPal’s tokens, request ids and certificate good', async () => {
    const one = await open();
    const token = await mintToken(one);
    const create = (sandbox: Sandbox) =>
      asker(sandbox.paypal.url, { authorization: `Bearer ${token}`, 'paypal-request-id': 'r-1' })(
        'POST',
        '/v2/checkout/orders',
        orderBody({ amount: { currency_code: 'EUR', value: '5.00' } }),
      );
    const first = await create(one);
    const other = await open();
    other.restore(one.snapshot());
    const again = await create(other);
    expect([again.status, again.json.id]).toEqual([200, first.json.id]);
  });

  it('is not changed by what happens afterwards', async () => {
    const one = await open();
    const panel = panelOf(one);
    await addUser(panel, 5);
    const state = one.snapshot();
    await addServer(panel, 2);
    await panel.ask('PUT', '/users/5/byExtRelation', { name: 'Changed' });
    one.restore(state);
    expect(one.virtfusion.servers()).toHaveLength(1);
    expect((await panel.ask('GET', '/users/5/byExtRelation')).json.data.name).toBe('User 5');
  });
});

describe('the state file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-'));
  const file = () => path.join(folder, 'state.json');

  beforeEach(() => rmSync(file(), { force: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('lets a sandbox that was killed go on where it was', async () => {
    const killed = await open({ stateFile: file() });
    await addServer(panelOf(killed), await addUser(panelOf(killed), 5));
    killed.clock.advance(5);
    await panelOf(killed).ask('PUT', '/servers/2/modify/name', { name: 'survivor' });
    await sleep(300);
    const next = await open({ stateFile: file() });
    expect(next.virtfusion.servers().map(server => server.name)).toEqual(['ash-monitoring', 'survivor']);
    expect(Math.round((next.clock.now() - Date.now()) / 3_600_000)).toBe(5);
  });

  it('is written whole, and leaves no other file behind', async () => {
    const sandbox = await open({ stateFile: file() });
    await Promise.all(Array.from({ length: 30 }, (_, index) => addUser(panelOf(sandbox), 100 + index)));
    await sleep(300);
    expect(readdirSync(folder)).toEqual(['state.json']);
    expect(
      (JSON.parse(readFileSync(file(), 'utf8')) as { services: { virtfusion: { users: { rows: unknown[] } } } }).services
        .virtfusion.users.rows,
    ).toHaveLength(31);
  });

  it('is set aside when it cannot be read', async () => {
    writeFileSync(file(), '{"version":1,');
    const complained = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const sandbox = await open({ stateFile: file() });
    expect(complained).toHaveBeenCalledTimes(1);
    complained.mockRestore();
    expect(sandbox.virtfusion.servers()).toHaveLength(1);
    expect(existsSync(`${file()}.unreadable`)).toBe(true);
    rmSync(`${file()}.unreadable`);
  });

  it('brings webhooks that were not taken before the kill', async () => {
    const shop = await Shop.open({ stateFile: file(), webhookRetryDelaysMs: [60_000] });
    shop.answers.push(500);
    await shop.sandbox.paypal.approve(await shop.order());
    await sleep(300);
    const next = await open({ stateFile: file(), webhookRetryDelaysMs: [20], ...given(shop.sandbox.paypal.webhookUrl) });
    for (let tries = 0; shop.received.length < 2 && tries < 200; tries += 1) await sleep(10);
    expect(shop.received.map(received => received.event.id)).toEqual([next.paypal.events()[0]?.id, next.paypal.events()[0]?.id]);
    await shop.close();
  });
});

describe('the control API', () => {
  let sandbox: Sandbox;
  const control = () => asker(`${sandbox.url}/_control`);

  beforeEach(async () => {
    sandbox = await open();
  });

  it('says that it is well', async () => {
    expect((await control()('GET', '/health')).json).toMatchObject({
      status: 'ok',
      services: ['virtfusion', 'paypal', 'smtp2go'],
    });
  });

  it('serves a page for people that needs nothing from elsewhere', async () => {
    const { status, text, headers } = await asker(sandbox.url)('GET', '/');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('<html lang="en">');
    expect(text).not.toMatch(/(src|href)="https?:/);
  });

  it('switches faults on and off', async () => {
    const { ask } = panelOf(sandbox);
    const added = await control()('POST', '/faults', { service: 'virtfusion', path: '*/connect', fault: 'status', status: 502 });
    expect(added.status).toBe(201);
    expect((await ask('GET', '/connect')).status).toBe(502);
    expect((await control()('GET', '/faults')).json.data).toMatchObject([{ id: added.json.id, hits: 1 }]);
    expect((await control()('DELETE', `/faults/${added.json.id}`)).status).toBe(204);
    expect((await ask('GET', '/connect')).status).toBe(200);
    await control()('POST', '/faults', { service: 'virtfusion', fault: 'garbage', after: true });
    expect((await control()('DELETE', '/faults')).status).toBe(204);
    expect(sandbox.faults.list()).toEqual([]);
  });

  it.each([
    [{ fault: 'status' }],
    [{ service: 'virtfusion', fault: 'explode' }],
    [{ service: 'virtfusion', fault: 'status', status: '500' }],
    [{ service: 'virtfusion', fault: 'status', after: 'yes' }],
  ])('refuses the fault %j', async body => {
    const answer = await control()('POST', '/faults', body);
    expect([answer.status, typeof answer.json.error]).toEqual([400, 'string']);
    expect(sandbox.faults.list()).toEqual([]);
  });

  it('shows what the product sent, newest first, without credentials', async () => {
    const { ask } = panelOf(sandbox);
    await ask('GET', '/connect');
    await ask('GET', '/packages?x=1', undefined, { 'x-trace': 'abc' });
    const { data } = (await control()('GET', '/requests?service=virtfusion&limit=1')).json;
    expect(data).toMatchObject([
      {
        method: 'GET',
        path: '/api/v1/packages',
        query: { x: '1' },
        status: 200,
        headers: { authorization: 'Bearer …', 'x-trace': 'abc' },
      },
    ]);
    expect((await control()('GET', '/requests?service=paypal')).json.data).toEqual([]);
  });

  it('moves the clock forward, and only forward', async () => {
    const moved = await control()('POST', '/clock/advance', { hours: 36 });
    expect(Math.round((Date.parse(moved.json.now as string) - Date.now()) / 3_600_000)).toBe(36);
    expect((await control()('GET', '/clock')).json.aheadHours).toBe(36);
    for (const hours of [-1, 'two', undefined]) expect((await control()('POST', '/clock/advance', { hours })).status).toBe(400);
  });

  it('approves, declines, settles, refunds and replays for PayPal', async () => {
    const shop = await Shop.open();
    const act = asker(`${shop.sandbox.url}/_control/paypal`);
    const [one, other] = [await shop.order(), await shop.order('3.00')];
    expect((await act('POST', `/orders/${one}/approve`, { capture: 'PENDING' })).json).toMatchObject({
      id: one,
      status: 'APPROVED',
      nextCapture: 'PENDING',
    });
    expect(shop.eventTypes).toEqual(['CHECKOUT.ORDER.APPROVED']);
    expect((await act('POST', `/orders/${other}/decline`)).json).toMatchObject({ nextCapture: 'INSTRUMENT_DECLINED' });
    expect(shop.received).toHaveLength(1);
    await shop.ask('POST', `/v2/checkout/orders/${one}/capture`, {}, { 'paypal-request-id': 'c' });
    const listed = (await act('GET', '/orders')).json.data;
    expect(listed).toMatchObject([
      { id: other, capture: null },
      { id: one, amount: '12.50', capture: { status: 'PENDING' } },
    ]);
    const captureId = listed[1].capture.id as string;
    expect((await act('POST', `/captures/${captureId}/settle`, { status: 'COMPLETED' })).json.status).toBe('COMPLETED');
    expect((await act('POST', `/captures/${captureId}/refund`, { value: '1.00' })).json.amount).toEqual({
      currency_code: 'EUR',
      value: '1.00',
    });
    expect((await act('POST', `/captures/${captureId}/reverse`)).json.amount.value).toBe('11.50');
    await shop.sandbox.paypal.deliveriesSettled();
    expect((await act('GET', '/webhooks')).json.data).toHaveLength(5);
    expect((await act('POST', '/webhooks/replay', { last: 2, times: 2, shuffle: true })).json.data).toHaveLength(4);
    expect(shop.received).toHaveLength(9);
    expect((await act('POST', '/orders/NOSUCHORDER/approve')).status).toBe(404);
    expect((await act('POST', `/orders/${other}/approve`, { capture: 'MAYBE' })).status).toBe(400);
    expect((await act('POST', '/webhook-url', { url: null })).status).toBe(200);
    expect(shop.sandbox.paypal.webhookUrl).toBeUndefined();
    await shop.close();
  });

  it('works VirtFusion’s levers', async () => {
    const panel = panelOf(sandbox);
    const id = await addRunningServer(panel, await addUser(panel, 5));
    const act = asker(`${sandbox.url}/_control/virtfusion`);
    expect((await act('GET', '/servers')).json.data[1]).toMatchObject({
      id,
      state: 'complete',
      power: 'running',
      owner: 'u5@example.com',
      location: 'Frankfurt',
      plan: 'S1',
    });
    await act('POST', '/fail-next', { action: 'restart_server' });
    const { queueId } = (await panel.ask('POST', `/servers/${id}/power/restart`)).json.data;
    sandbox.clock.advance(1);
    expect((await panel.ask('GET', `/queue/${queueId}`)).json.data.failed).toBe(true);
    const hypervisorId = (await readServer(panel, id)).hypervisorId as number;
    expect((await act('POST', `/hypervisors/${hypervisorId}/maintenance`, { enabled: true })).status).toBe(204);
    expect((await panel.ask('POST', `/servers/${id}/power/restart`)).status).toBe(503);
    expect((await act('POST', `/servers/${id}/do-not-disturb`, { enabled: true })).status).toBe(204);
    expect((await panel.ask('DELETE', `/servers/${id}`)).status).toBe(423);
    expect((await act('POST', '/hypervisors/99/enabled', { enabled: false })).status).toBe(404);
  });

  it('goes back to the seed', async () => {
    await addServer(panelOf(sandbox), await addUser(panelOf(sandbox), 5));
    sandbox.clock.advance(100);
    sandbox.faults.add({ service: 'smtp2go', fault: 'hang' });
    expect((await control()('POST', '/reset')).status).toBe(204);
    expect([sandbox.virtfusion.servers().length, sandbox.virtfusion.users().length]).toEqual([1, 1]);
    expect([sandbox.faults.list(), sandbox.journal.entries()]).toEqual([[], []]);
    expect(sandbox.clock.aheadHours).toBe(0);
  });

  it('does not obey pages of another origin', async () => {
    const answer = await control()('POST', '/reset', undefined, { origin: 'http://evil.example' });
    expect(answer.status).toBe(403);
    expect((await control()('POST', '/reset', undefined, { origin: sandbox.url })).status).toBe(204);
  });
});

describe('a sandbox', () => {
  it('builds in real time when told to', async () => {
    const sandbox = await open({ buildSeconds: 0.3, powerSeconds: 0.1 });
    const panel = panelOf(sandbox);
    const id = await addServer(panel, await addUser(panel, 5));
    await panel.ask('POST', `/servers/${id}/build`, { operatingSystemId: 1 });
    const states = new Set<string>();
    for (let tries = 0; tries < 100 && !states.has('complete'); tries += 1) {
      states.add((await readServer(panel, id)).state as string);
      await sleep(10);
    }
    expect([...states]).toEqual(['queued', 'building', 'complete']);
  });

  it('can start empty, with tokens of its own', async () => {
    const sandbox = await open({ seed: false, virtfusionToken: 'mine' });
    const ask = asker(`${sandbox.virtfusion.url}/api/v1`, { authorization: 'Bearer mine' });
    expect((await ask('GET', '/packages')).json).toEqual({ data: [] });
    expect((await ask('GET', '/servers')).json.total).toBe(0);
  });
});

describe('a simulator', () => {
  it('can be served alone', async () => {
    const virtfusion = new VirtFusionSimulator({ token: 'alone' });
    const ask = asker(`${await virtfusion.start()}/api/v1`, { authorization: 'Bearer alone' });
    virtfusion.failNextCall({ fault: 'status', status: 503 });
    expect([(await ask('GET', '/connect')).status, (await ask('GET', '/connect')).status]).toEqual([503, 200]);
    expect(virtfusion.journal.entries().map(entry => entry.status)).toEqual([503, 200]);
    await virtfusion.stop();
    await expect(ask('GET', '/connect')).rejects.toThrow(/fetch failed/);
  });
});

function given(paypalWebhookUrl: string | undefined): SandboxOptions {
  return paypalWebhookUrl === undefined ? {} : { paypalWebhookUrl };
}
