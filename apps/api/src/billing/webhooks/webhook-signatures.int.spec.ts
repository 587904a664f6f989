import { testApp } from '../../testing';
import { tillOf } from '../../testing/till';

const WEBHOOK = '/api/billing/paypal/webhook';

describe('signatures of PayPal’s webhooks', () => {
  const sky = testApp({ listen: true });
  const { ordered, hear } = tillOf(sky);

  afterEach(async () => {
    sky.sandbox.faults.clear();
    await hear();
  });

  const lastEvent = () => sky.sandbox.paypal.events().at(-1);
  /** The headers and body of the last delivery, as they were on the wire. */
  const lastDelivery = () => {
    const entry = sky.sandbox.journal.entries({ service: 'paypal' }).findLast(({ direction }) => direction === 'out');
    return { headers: entry?.headers as Record<string, string>, body: lastEvent()?.body ?? '' };
  };
  const deliver = async (body: string, headers: Record<string, string>) => {
    const reply = await fetch(`${sky.url}${WEBHOOK}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    return { status: reply.status, text: await reply.text() };
  };

  const genuine = async () => {
    const ada = await sky.make.customer();
    const { orderId } = await ordered(ada);
    await sky.sandbox.paypal.approve(orderId);
    return { ada, ...lastDelivery() };
  };
  const countEvents = async () =>
    (await sky.em.execute<{ n: number }[]>("select count(*)::int as n from webhook_events where state <> 'refused'"))[0]?.n;

  it('accepts the bytes as they were signed', async () => {
    const { headers, body } = await genuine();

    expect(await deliver(body, signatureIn(headers))).toEqual({ status: 204, text: '' });
  });

  it.each<[string, (body: string, headers: Record<string, string>) => [string, Record<string, string>]]>([
    ['another amount', (body, headers) => [body.replaceAll('25.00', '99.00'), headers]],
    ['one more space', (body, headers) => [`${body} `, headers]],
    ['a signature of something else', (body, headers) => [body, { ...headers, 'paypal-transmission-sig': 'bm9wZQ==' }]],
    [
      'the time of another delivery',
      (body, headers) => [body, { ...headers, 'paypal-transmission-time': '2026-01-01T00:00:00Z' }],
    ],
    [
      'a certificate from elsewhere',
      (body, headers) => [body, { ...headers, 'paypal-cert-url': 'https://evil.example/cert.pem' }],
    ],
    ['another kind of signature', (body, headers) => [body, { ...headers, 'paypal-auth-algo': 'none' }]],
    ['no signature at all', body => [body, {}]],
  ])('refuses %s and takes in no event', async (_words, change) => {
    const { headers, body } = await genuine();
    const before = await countEvents();

    const { status, text } = await deliver(...change(body, signatureIn(headers)));

    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'invalid_signature' } });
    expect(await countEvents()).toBe(before);
  });

  it('asks for another delivery when the certificate cannot be fetched, and stores nothing until then', async () => {
    const { headers, body } = await genuine();
    const before = await countEvents();
    const signature = signatureIn(headers);
    // An address that was not asked for yet; it is not part of what is signed.
    const elsewhere = { ...signature, 'paypal-cert-url': `${signature['paypal-cert-url']}?again` };
    sky.sandbox.faults.add({ service: 'paypal', path: '/v1/notifications/*', fault: 'status', status: 500 });

    const { status, text } = await deliver(body, elsewhere);
    expect(status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'certificate_unavailable' } });
    expect(await countEvents()).toBe(before);

    sky.sandbox.faults.clear();
    expect((await deliver(body, elsewhere)).status).toBe(204);
  });

  it('refuses a body that is not an event, and one that is not JSON', async () => {
    const before = await countEvents();

    expect((await deliver('{}', {})).status).toBe(400);
    expect((await deliver('{', {})).status).toBe(400);
    expect((await deliver('', {})).status).toBe(400);
    expect(await countEvents()).toBe(before);
  });
});

function signatureIn(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('paypal-')));
}
