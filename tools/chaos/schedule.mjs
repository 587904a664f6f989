// What happens in one schedule, drawn from its seed alone: the scenario, where it strikes, and what people do meanwhile.
import fc from 'fast-check';
import { LINK_FAULTS, LINKS } from './links.mjs';
import { BUILDING_STEPS } from './scenarios/building.mjs';

/** Points that a purchase passes, in its order. */
export const PURCHASE_POINTS = [
  ...['topup.before-row', 'topup.after-row', 'order.before-gateway', 'order.after-gateway', 'order.before-commit'],
  ...['order.after-commit', 'topup.before-reply', 'capture.before-gateway', 'capture.after-gateway', 'capture.before-commit'],
  ...['capture.after-commit', 'webhook.before-store', 'webhook.before-reply', 'settle-job.before', 'settle-job.after'],
];
/** Points that money passes on its way back. */
export const REFUND_POINTS = [
  ...['refund.before-row', 'refund.after-row', 'refund.before-gateway', 'refund.after-gateway', 'refund.before-commit'],
  ...['refund.after-commit', 'take-back.before-commit', 'take-back.after-commit'],
];
/** Points that the charging of hours passes. */
export const USAGE_POINTS = ['usage.before-charge', 'usage.after-charge', 'usage.after-commit'];

const cents = fc.integer({ min: 500, max: 20_000 });
const topUp = fc.record({
  act: fc.constant('top-up'),
  cents,
  ending: fc.constantFrom('returns', 'returns', 'closes the tab', 'comes back twice', 'never approves'),
  capture: fc.constantFrom('COMPLETED', 'COMPLETED', 'COMPLETED', 'PENDING'),
  /** Of what was paid, in hundredths; null: nothing goes back. */
  refund: fc.option(fc.integer({ min: 1, max: 100 }), { freq: 2 }),
  isSentTwice: fc.boolean(),
});
const act = fc.oneof(
  { weight: 4, arbitrary: topUp },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('credit'), cents, isSentTwice: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('promo') }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('order'), package: fc.integer({ min: 0, max: 1 }), isSentTwice: fc.boolean() }),
  },
);
const PAYPAL_PATHS = [
  '/v2/checkout/orders',
  '/v2/checkout/orders/*/capture',
  '/v2/checkout/orders/*',
  '/v2/payments/captures/*/refund',
];
const VIRTFUSION_PATHS = ['/api/v1/servers', '/api/v1/servers/*/build', '/api/v1/selfService/credit/*/*', '/api/v1/*'];
const fault = (service, paths) =>
  fc
    .record({
      service: fc.constant(service),
      path: fc.constantFrom(...paths),
      fault: fc.constantFrom('status', 'drop', 'garbage', 'rate_limit', 'delay'),
      status: fc.constantFrom(500, 502, 503),
      delayMs: fc.integer({ min: 50, max: 400 }),
      retryAfterSeconds: fc.constant(1),
      after: fc.boolean(),
      times: fc.integer({ min: 1, max: 3 }),
    })
    // Who says "too many requests" has not carried out what it was asked: that is the one answer which is believed.
    .map(drawn => ({ ...drawn, after: drawn.after && drawn.fault !== 'rate_limit' }));

const buildingFault = fc
  .record({
    step: fc.integer({ min: 0, max: BUILDING_STEPS.length - 1 }),
    fault: fc.constantFrom('status', 'status', 'status', 'drop', 'garbage', 'rate_limit', 'hang'),
    status: fc.constantFrom(401, 404, 409, 422, 423, 429, 500, 503),
    retryAfterSeconds: fc.constant(1),
    after: fc.boolean(),
    times: fc.integer({ min: 1, max: 3 }),
  })
  // What answers with a number has not carried out what it was asked; only an answer that got lost leaves that open.
  .map(drawn => ({ ...drawn, after: drawn.after && ['drop', 'garbage', 'hang'].includes(drawn.fault) }));

const linkFault = fc.record({
  link: fc.constantFrom(...LINKS),
  kind: fc.constantFrom(...LINK_FAULTS),
  direction: fc.constantFrom('up', 'down', 'both'),
  bytes: fc.integer({ min: 0, max: 6_000 }),
  /** Milliseconds that the delay varies by. */
  jitter: fc.integer({ min: 0, max: 300 }),
  milliseconds: fc.integer({ min: 200, max: 1_500 }),
});

const schedule = fc.record({
  /** What each customer does, one after the other; the customers do it at the same time. */
  customers: fc.array(fc.array(act, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 3 }),
  hours: fc.integer({ min: 1, max: 30 }),
  purchasePoint: fc.constantFrom(...PURCHASE_POINTS),
  refundPoint: fc.constantFrom(...REFUND_POINTS),
  usagePoint: fc.constantFrom(...USAGE_POINTS),
  /** How often the point is passed before it strikes. */
  skip: fc.integer({ min: 0, max: 1 }),
  post: fc.constantFrom('ten times', 'reversed', 'late', 'never'),
  paypalFaults: fc.array(fault('paypal', PAYPAL_PATHS), { minLength: 1, maxLength: 4 }),
  virtfusionFaults: fc.array(fault('virtfusion', VIRTFUSION_PATHS), { minLength: 1, maxLength: 4 }),
  buildingFaults: fc.array(buildingFault, { minLength: 1, maxLength: 3 }),
  /** Milliseconds into the schedule. */
  strikesAfter: fc.integer({ min: 50, max: 900 }),
  choice: fc.integer({ min: 0, max: 1_000_000 }),
  /** What the links suffer, one after the other. */
  linkFaults: fc.array(linkFault, { minLength: 2, maxLength: 5 }),
});

/** The schedule of a seed; the same for ever, until this file changes. */
export function scheduleOf(seed, scenarios) {
  const [drawn] = fc.sample(fc.noBias(schedule), { seed, numRuns: 1 });
  return { seed, scenario: scenarios[seed % scenarios.length], ...drawn };
}

/** Money as the API takes it. */
export const amountOf = hundredths => `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
