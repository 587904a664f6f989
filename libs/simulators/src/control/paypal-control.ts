import { paramOf, type Call } from '../kit/call';
import type { Routes } from '../kit/routes';
import type { CaptureOutcome } from '../paypal/model';
import type { PayPalSimulator } from '../paypal/simulator';
import { badRequest, countIn, found } from './replies';

const OUTCOMES: readonly CaptureOutcome[] = ['COMPLETED', 'PENDING', 'DECLINED'];

/** PayPal from the other side: the buyer, PayPal's staff, and the post office of its webhooks. */
export function servePayPalControl(routes: Routes, paypal: PayPalSimulator): void {
  const base = '/_control/paypal';
  routes.on('GET', `${base}/orders`, () =>
    found(
      paypal
        .orders()
        .toReversed()
        .map(order => orderLine(paypal, order.id)),
    ),
  );
  routes.on('POST', `${base}/orders/:id/approve`, async call => {
    const order = await paypal.approve(paramOf(call, 'id'), { capture: outcomeIn(call) });
    return found(orderLine(paypal, order.id));
  });
  routes.on('POST', `${base}/orders/:id/decline`, call => found(orderLine(paypal, paypal.decline(paramOf(call, 'id')).id)));
  routes.on('POST', `${base}/captures/:id/settle`, async call => {
    const status = call.body['status'];
    if (status !== 'COMPLETED' && status !== 'DECLINED') throw badRequest('status must be COMPLETED or DECLINED');
    return found({ ...(await paypal.settleCapture(paramOf(call, 'id'), status)) });
  });
  routes.on('POST', `${base}/captures/:id/refund`, call => {
    const value = call.body['value'];
    if (value !== undefined && typeof value !== 'string') throw badRequest('value must be a string such as "2.00"');
    return found({ ...paypal.refundCapture(paramOf(call, 'id'), value) });
  });
  routes.on('POST', `${base}/captures/:id/reverse`, call => found({ ...paypal.reverseCapture(paramOf(call, 'id')) }));
  routes.on('GET', `${base}/webhooks`, () =>
    found(
      paypal
        .events()
        .toReversed()
        .map(({ body: _body, ...event }) => event),
    ),
  );
  routes.on('POST', `${base}/webhooks/replay`, async call => {
    const { eventId, shuffle } = call.body;
    if (eventId !== undefined && typeof eventId !== 'string') throw badRequest('eventId must be a string');
    const wish = { eventId, last: countIn(call, 'last'), times: countIn(call, 'times'), shuffle: shuffle === true };
    return found(await paypal.replay(wish));
  });
  routes.on('POST', `${base}/webhook-url`, call => {
    const { url } = call.body;
    if (url !== null && (typeof url !== 'string' || !URL.canParse(url)))
      throw badRequest('url must be an address, or null for none');
    paypal.webhookUrl = url ?? undefined;
    return found({ url });
  });
}

function outcomeIn({ body }: Call): CaptureOutcome | undefined {
  const outcome = OUTCOMES.find(candidate => candidate === body['capture']);
  if (body['capture'] !== undefined && !outcome) throw badRequest(`capture must be one of ${OUTCOMES.join(', ')}`);
  return outcome;
}

function orderLine(paypal: PayPalSimulator, id: string): Record<string, unknown> {
  const order = paypal.orders().find(candidate => candidate.id === id);
  const capture = paypal.captures().find(candidate => candidate.orderId === id);
  const unit = order?.purchaseUnits[0];
  return {
    ...{
      id,
      status: order?.status,
      amount: unit?.amount.value,
      currency: unit?.amount.currency_code,
      description: unit?.description ?? null,
    },
    ...{ nextCapture: order?.nextCapture, createdAt: order ? new Date(order.createdAt).toISOString() : null },
    capture: capture ? { id: capture.id, status: capture.status } : null,
  };
}
