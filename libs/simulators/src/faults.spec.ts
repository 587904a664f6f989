import { createSandbox, type Sandbox } from './sandbox';
import { asker, type Ask } from './testing/asker';
import { mintToken, orderBody } from './paypal/testing/shop';

describe('faults', () => {
  let sandbox: Sandbox;
  let ask: Ask;

  beforeEach(async () => {
    sandbox = await createSandbox();
    ask = asker(`${sandbox.virtfusion.url}/api/v1`, { authorization: `Bearer ${sandbox.virtfusion.token}` });
  });
  afterEach(() => sandbox.stop());

  const user = { name: 'Ada', email: 'ada@example.com', extRelationId: 5 };
  const emails = () => sandbox.virtfusion.users().map(row => row.email);

  it('answer a status in the provider’s own words, as often as asked, and are used up', async () => {
    sandbox.faults.add({ service: 'virtfusion', fault: 'status', status: 503, times: 2 });
    const answers = [await ask('GET', '/connect'), await ask('GET', '/connect'), await ask('GET', '/connect')];
    expect(answers.map(answer => answer.status)).toEqual([503, 503, 200]);
    expect(answers[0]?.json).toEqual({ message: 'Server Error' });
    expect(sandbox.faults.list()).toEqual([]);
  });

  it('stay until they are removed when no number is given', async () => {
    const { id } = sandbox.faults.add({ service: '*', fault: 'status' });
    for (let count = 0; count < 4; count += 1) expect((await ask('GET', '/connect')).status).toBe(500);
    expect(sandbox.faults.list()).toMatchObject([{ hits: 4, remaining: null }]);
    expect(sandbox.faults.remove(id)).toBe(true);
    expect((await ask('GET', '/connect')).status).toBe(200);
  });

  it.each([
    ['/api/v1/connect', 'GET', true],
    ['/api/v1/*', 'GET', true],
    ['connect', 'GET', true],
    ['*/connect', 'get', true],
    ['…/connect', undefined, true],
    ['/api/v1/:name', 'GET', true],
    ['/connect', 'GET', false],
    ['/api/v1/connect/more', 'GET', false],
    ['/api/v1/*', 'POST', false],
  ])('with the path %s and the method %s meet GET /api/v1/connect: %s', async (path, method, meets) => {
    sandbox.faults.add({
      service: 'virtfusion',
      path,
      ...(method === undefined ? {} : { method }),
      fault: 'status',
      status: 500,
    });
    expect((await ask('GET', '/connect')).status).toBe(meets ? 500 : 200);
  });

  it('leave other services alone', async () => {
    sandbox.faults.add({ service: 'paypal', fault: 'status' });
    expect((await ask('GET', '/connect')).status).toBe(200);
  });

  it('delay and then do the work', async () => {
    sandbox.faults.add({ service: 'virtfusion', fault: 'delay', delayMs: 150, times: 1 });
    const startedAt = performance.now();
    expect((await ask('POST', '/users', user)).status).toBe(201);
    expect(performance.now() - startedAt).toBeGreaterThan(145);
  });

  it('hang without doing the work', async () => {
    sandbox.faults.add({ service: 'virtfusion', fault: 'hang', times: 1 });
    await expect(fetch(`${sandbox.virtfusion.url}/api/v1/connect`, { signal: AbortSignal.timeout(150) })).rejects.toThrow(
      /timeout/i,
    );
    expect(sandbox.journal.entries()).toMatchObject([{ status: null, fault: 'hang' }]);
  });

  it('do not keep the sandbox from stopping', async () => {
    sandbox.faults.add({ service: 'virtfusion', fault: 'hang' });
    const hanging = expect(ask('GET', '/connect')).rejects.toThrow();
    while (sandbox.journal.entries().length === 0) await new Promise(resolve => setTimeout(resolve, 5));
    await sandbox.stop();
    await hanging;
    sandbox = await createSandbox();
  });

  it('drop the connection before the work', async () => {
    sandbox.faults.add({ service: 'virtfusion', fault: 'drop', times: 1 });
    await expect(ask('POST', '/users', user)).rejects.toThrow(/fetch failed/);
    expect(emails()).not.toContain(user.email);
    expect((await ask('POST', '/users', user)).status).toBe(201);
  });

  it('drop the connection after the work: it is done and nobody hears of it', async () => {
    sandbox.faults.add({ service: 'virtfusion', method: 'POST', path: '*/users', fault: 'drop', after: true, times: 1 });
    await expect(ask('POST', '/users', user)).rejects.toThrow(/fetch failed/);
    expect(emails()).toContain(user.email);
    expect(sandbox.journal.entries()).toMatchObject([
      { status: null, fault: 'drop (after)', reply: { data: { email: user.email } } },
    ]);
  });

  it.each([
    ['status', 500],
    ['rate_limit', 429],
  ] as const)('answer %s after the work', async (fault, status) => {
    sandbox.faults.add({ service: 'virtfusion', fault, after: true, times: 1 });
    expect((await ask('POST', '/users', user)).status).toBe(status);
    expect(emails()).toContain(user.email);
  });

  it('hang after the work', async () => {
    sandbox.faults.add({ service: 'virtfusion', fault: 'hang', after: true, times: 1 });
    const answer = fetch(`${sandbox.virtfusion.url}/api/v1/users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.virtfusion.token}` },
      body: JSON.stringify(user),
      signal: AbortSignal.timeout(150),
    });
    await expect(answer).rejects.toThrow(/timeout/i);
    expect(emails()).toContain(user.email);
  });

  it('garble: claim to be JSON and stop in the middle', async () => {
    sandbox.faults.add({ service: 'virtfusion', fault: 'garbage', times: 1 });
    const before = await ask('POST', '/users', user);
    expect([before.status, before.headers.get('content-type'), before.json]).toEqual([200, 'application/json', undefined]);
    expect(emails()).not.toContain(user.email);
    sandbox.faults.add({ service: 'virtfusion', fault: 'garbage', after: true, times: 1 });
    const after = await ask('POST', '/users', user);
    expect([after.status, after.json]).toEqual([201, undefined]);
    expect(after.text.startsWith('{"data":{"id":2')).toBe(true);
    expect(emails()).toContain(user.email);
  });

  it('limit the rate with the time to wait', async () => {
    sandbox.faults.add({ service: 'virtfusion', fault: 'rate_limit', retryAfterSeconds: 7, times: 1 });
    const answer = await ask('GET', '/connect');
    expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('x-ratelimit-remaining')]).toEqual([
      429,
      '7',
      '0',
    ]);
  });

  it('let PayPal execute a capture whose answer is lost, and the repeat finds it', async () => {
    const paypal = asker(sandbox.paypal.url, { authorization: `Bearer ${await mintToken(sandbox)}` });
    const unit = { amount: { currency_code: 'EUR', value: '5.00' } };
    const { id } = (await paypal('POST', '/v2/checkout/orders', orderBody(unit), { 'paypal-request-id': 'o' })).json;
    await sandbox.paypal.approve(id);
    sandbox.faults.add({ service: 'paypal', path: '*/capture', method: 'POST', fault: 'drop', after: true, times: 1 });
    const capture = () => paypal('POST', `/v2/checkout/orders/${id}/capture`, {}, { 'paypal-request-id': 'c' });
    await expect(capture()).rejects.toThrow(/fetch failed/);
    const repeat = await capture();
    expect([repeat.status, repeat.json.status]).toEqual([200, 'COMPLETED']);
    expect(sandbox.paypal.captures()).toHaveLength(1);
  });

  it('carry PayPal’s envelope', async () => {
    sandbox.faults.add({ service: 'paypal', fault: 'status', status: 503, times: 1 });
    const answer = await asker(sandbox.paypal.url)('GET', '/v2/checkout/orders/X');
    expect([answer.status, answer.json.name, answer.json.details]).toEqual([503, 'SERVICE_UNAVAILABLE', undefined]);
  });
});
