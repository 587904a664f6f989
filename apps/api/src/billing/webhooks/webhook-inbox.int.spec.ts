import { SettingsService } from '@api/settings';
import { testApp } from '../../testing';
import { tillOf, usd } from '../../testing/till';
import type { WebhookDetailDto, WebhookEventPageDto, WebhookRehearsalDto } from './webhook.dto';

const WEBHOOK = '/api/billing/paypal/webhook';

describe('the inbox of webhooks', () => {
  const sky = testApp({ listen: true });
  const { ordered, paid, hear, movementsOf } = tillOf(sky);

  afterEach(async () => {
    sky.sandbox.faults.clear();
    await sky.app.get(SettingsService).set('billing.webhookProof', 'local-first');
    await hear();
  });

  const idOf = async (eventId: string | undefined) => {
    const [row] = await sky.em.execute<{ id: number }[]>('select id from webhook_events where event_id = ?', [eventId ?? '']);
    return row?.id ?? 0;
  };
  const lastEvent = () => sky.sandbox.paypal.events().at(-1);
  const forge = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${sky.url}${WEBHOOK}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  const refusedCount = async () =>
    (await sky.em.execute<{ n: number }[]>(`select count(*)::int as n from webhook_events where state = 'refused'`))[0]?.n;

  it('shows staff body, headers, proof and effect of a delivery', async () => {
    const [ada, admin] = [await sky.make.customer(), await sky.make.admin()];
    const { paymentId } = await paid(ada);
    const id = await idOf(lastEvent()?.id);

    const { status, body } = await admin.browser.get<WebhookDetailDto>(`/api/admin/webhooks/${id}`);

    expect(status).toBe(200);
    expect(body).toMatchObject({ verdict: 'local', state: 'processed', effect: `Payment ${paymentId} is captured.` });
    expect(JSON.parse(body.body)).toMatchObject({ event_type: 'PAYMENT.CAPTURE.COMPLETED' });
    expect(body.headers.map(({ name }) => name)).toContain('paypal-transmission-sig');
    expect((await ada.browser.get(`/api/admin/webhooks/${id}`)).status).toBe(403);
    expect((await admin.browser.get('/api/admin/webhooks/999999')).status).toBe(404);
  });

  it('keeps what it refused, and why, but never processes it', async () => {
    const [ada, admin] = [await sky.make.customer(), await sky.make.admin()];
    const { orderId } = await ordered(ada);
    const forged = JSON.stringify({ id: 'WH-FORGED', event_type: 'PAYMENT.CAPTURE.COMPLETED', resource: { id: orderId } });

    expect((await forge(forged)).status).toBe(400);

    const { body } = await admin.browser.get<WebhookEventPageDto>('/api/admin/webhooks?state=refused');
    const [kept] = body.data;
    expect(kept).toMatchObject({ verdict: 'refused', verdictReason: 'The signature headers are missing.', eventId: null });
    const detail = await admin.browser.get<WebhookDetailDto>(`/api/admin/webhooks/${kept?.id}`);
    expect(detail.body).toMatchObject({ body: forged, bodyBytes: forged.length });
    expect((await admin.browser.post(`/api/admin/webhooks/${kept?.id}/replay`)).status).toBe(409);
    const rehearsed = await admin.browser.post<WebhookRehearsalDto>(`/api/admin/webhooks/${kept?.id}/rehearse`);
    expect(rehearsed.body.steps).toEqual(['Nothing: a refused delivery is never processed.']);
    expect(await sky.runDueJobs('billing.process-webhook')).toBe(0);
  });

  it('does not let a flood of forgeries fill the disk, nor a forged number take a genuine one’s place', async () => {
    await sky.em.execute(
      `insert into webhook_events (provider, headers, body, state, verdict, received_at)
       select 'paypal', '{}', 'x', 'refused', 'refused', now() from generate_series(1, 300)`,
    );
    const long = JSON.stringify({ id: 'WH-FORGED', text: `${'a'.repeat(40_000)}\u0000` });

    expect((await forge(long)).status).toBe(400);

    expect(await refusedCount()).toBe(200);
    const [row] = await sky.em.execute<{ bytes: number; whole: number; eventId: string | null }[]>(
      `select length(body) as bytes, body_bytes as whole, event_id as "eventId" from webhook_events where state = 'refused' order by id desc limit 1`,
    );
    expect(row).toEqual({ bytes: 16_384, whole: Buffer.byteLength(long), eventId: null });
  });

  it('asks PayPal itself when the certificate cannot be had, with the very bytes', async () => {
    const ada = await sky.make.customer();
    sky.sandbox.faults.add({ service: 'paypal', path: '/v1/notifications/certs/*', fault: 'status', status: 500 });
    await sky.app.get(SettingsService).set('billing.webhookProof', 'postback-first');
    const { orderId } = await ordered(ada);
    await sky.sandbox.paypal.approve(orderId);

    const [row] = await sky.em.execute<{ verdict: string }[]>('select verdict from webhook_events where event_id = ?', [
      lastEvent()?.id ?? '',
    ]);
    expect(row?.verdict).toBe('postback');
    const { headers } = sky.sandbox.journal
      .entries({ service: 'paypal', method: 'POST' })
      .findLast(({ direction }) => direction === 'out') ?? { headers: {} };
    const signature = Object.entries(headers).filter(([name]) => name.startsWith('paypal-'));
    const changed = (lastEvent()?.body ?? '').replace('25.00', '99.00');
    expect((await forge(changed, Object.fromEntries(signature) as Record<string, string>)).status).toBe(400);
  });

  it('processes an event again without doing anything twice', async () => {
    const [ada, admin] = [await sky.make.customer(), await sky.make.admin()];
    const { captureId } = await paid(ada);
    sky.sandbox.paypal.refundCapture(captureId, '10.00');
    await hear();
    const id = await idOf(lastEvent()?.id);

    expect((await admin.browser.post(`/api/admin/webhooks/${id}/replay`)).status).toBe(202);
    await hear();

    expect(await movementsOf(ada)).toEqual(['credit_purchase 2500', 'refund -1000']);
    expect((await admin.browser.get<WebhookDetailDto>(`/api/admin/webhooks/${id}`)).body).toMatchObject({
      replays: 1,
      state: 'processed',
      effect: expect.stringContaining('nothing more to take back') as string,
    });
  });

  it('says what an event would do, and changes nothing', async () => {
    const [ada, admin] = [await sky.make.customer(), await sky.make.admin()];
    const { orderId, paymentId } = await ordered(ada);
    await sky.sandbox.paypal.approve(orderId);
    const approved = await idOf(lastEvent()?.id);
    const rehearse = async (id: number) =>
      (await admin.browser.post<WebhookRehearsalDto>(`/api/admin/webhooks/${id}/rehearse`)).body.steps;

    expect(await rehearse(approved)).toEqual([`Payment ${paymentId} is approved: it would be captured and credited.`]);
    expect(sky.sandbox.paypal.captures().some(row => row.orderId === orderId)).toBe(false);
    await hear();
    expect(await rehearse(approved)).toEqual([`Payment ${paymentId} is credited already; nothing more would be credited.`]);

    const captureId = sky.sandbox.paypal.captures().find(row => row.orderId === orderId)?.id ?? '';
    sky.sandbox.paypal.refundCapture(captureId, '10.00');
    await sky.sandbox.paypal.deliveriesSettled();
    expect(await rehearse(await idOf(lastEvent()?.id))).toContain(`Payment ${paymentId}: $10.00 would be taken back.`);
    expect(await sky.make.balanceOf(ada)).toBe(usd('25.00'));
  });
});
