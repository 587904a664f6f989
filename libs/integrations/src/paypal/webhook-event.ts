import { z } from 'zod';

import { idInLink, links } from './links';

/** An event that PayPal signed: a hint to read the order or the capture again, in any order and more than once. */
export interface PayPalEvent {
  readonly id: string;
  readonly type: string;
  readonly resourceType: string;
  readonly createdAt: Date;
  readonly orderId: string | null;
  readonly captureId: string | null;
  readonly refundId: string | null;
  readonly disputeId: string | null;
  /** The kept way to pay that it is about. */
  readonly sourceToken: string | null;
  readonly resource: Readonly<Record<string, unknown>>;
}

const optionalId = z.string().min(1).nullish().catch(null);

const resource = z.object({
  id: optionalId,
  links,
  supplementary_data: z
    .object({ related_ids: z.object({ order_id: optionalId, capture_id: optionalId }).nullish() })
    .nullish()
    .catch(null),
  disputed_transactions: z
    .array(z.object({ seller_transaction_id: optionalId }))
    .nullish()
    .catch(null),
  dispute_id: optionalId,
  metadata: z.object({ order_id: optionalId }).nullish().catch(null),
});

const event = z.object({
  id: z.string().min(1),
  event_type: z.string().min(1),
  resource_type: z.string().nullish(),
  create_time: z.iso.datetime({ offset: true }),
  resource: z.record(z.string(), z.unknown()),
});

/** Reads a verified body; null when it is not an event. */
export function webhookEvent(text: string): PayPalEvent | null {
  const parsed = event.safeParse(jsonOf(text));
  if (!parsed.success) return null;
  const { id, event_type: type, resource_type, create_time, resource: raw } = parsed.data;
  const resourceType = resource_type ?? '';
  return { id, type, resourceType, createdAt: new Date(create_time), ...subjectOf(resourceType, raw), resource: raw };
}

/** Which order, capture, refund, dispute or kept way to pay an event is about. A refund names its capture only by a link. */
function subjectOf(
  resourceType: string,
  raw: unknown,
): Pick<PayPalEvent, 'orderId' | 'captureId' | 'refundId' | 'disputeId' | 'sourceToken'> {
  const parsed = resource.safeParse(raw);
  if (!parsed.success) return { orderId: null, captureId: null, refundId: null, disputeId: null, sourceToken: null };
  const subject = parsed.data;
  const own = subject.id ?? null;
  const related = subject.supplementary_data?.related_ids;
  const linkedCapture = idInLink(subject.links, 'up', 'captures');
  const linkedOrder = idInLink(subject.links, 'up', 'orders');
  // PayPal calls the resource of a reversal a capture or a refund; what has a capture above itself is a refund.
  const isRefund = resourceType === 'refund' || (resourceType === 'capture' && linkedCapture !== null && linkedCapture !== own);
  const captureOfKind = resourceType === 'capture' && !isRefund ? own : null;
  return {
    orderId: resourceType === 'checkout-order' ? own : (related?.order_id ?? linkedOrder ?? subject.metadata?.order_id ?? null),
    captureId:
      captureOfKind ?? linkedCapture ?? related?.capture_id ?? subject.disputed_transactions?.[0]?.seller_transaction_id ?? null,
    refundId: isRefund ? own : null,
    disputeId: subject.dispute_id ?? null,
    sourceToken: resourceType === 'payment_token' ? own : null,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
