import { z } from 'zod';

import { formatDecimal, parseMoney } from '@sky/money';

import { idInLink, links, linkTo } from './links';
import {
  CAPTURE_STATUSES,
  type CreatedOrder,
  ORDER_STATUSES,
  type PayPalCapture,
  type PayPalOrder,
  type PayPalRefund,
  type PayPalVaulted,
  REFUND_STATUSES,
} from './order';

const unknownWord = z.string().transform(() => 'UNKNOWN' as const);

const money = z.object({
  currency_code: z.string().regex(/^[A-Z]{3}$/),
  value: z.string().regex(/^(0|[1-9]\d{0,11})(\.\d{1,6})?$/),
});

const relatedIds = z
  .object({ related_ids: z.object({ order_id: z.string().nullish(), capture_id: z.string().nullish() }).nullish() })
  .nullish()
  .catch(null);

export const captureReply = z
  .object({
    id: z.string().min(1),
    status: z.enum(CAPTURE_STATUSES).or(unknownWord),
    status_details: z.object({ reason: z.string().nullish() }).nullish().catch(null),
    amount: money,
    custom_id: z.string().nullish(),
    supplementary_data: relatedIds,
    links,
  })
  .transform((capture): PayPalCapture => ({
    id: capture.id,
    status: capture.status,
    reason: capture.status_details?.reason ?? null,
    amount: capture.amount.value,
    currency: capture.amount.currency_code,
    orderId: capture.supplementary_data?.related_ids?.order_id ?? idInLink(capture.links, 'up', 'orders'),
    customId: capture.custom_id ?? null,
    refundedAmount: capture.status === 'REFUNDED' ? capture.amount.value : null,
  }));

export const refundReply = z
  .object({
    id: z.string().min(1),
    status: z.enum(REFUND_STATUSES).or(unknownWord),
    amount: money.nullish(),
    seller_payable_breakdown: z.object({ total_refunded_amount: money.nullish() }).nullish().catch(null),
    links,
  })
  .transform((refund): PayPalRefund => ({
    id: refund.id,
    status: refund.status,
    amount: refund.amount?.value ?? null,
    currency: refund.amount?.currency_code ?? null,
    captureId: idInLink(refund.links, 'up', 'captures'),
    totalRefunded: refund.seller_payable_breakdown?.total_refunded_amount?.value ?? null,
  }));

const unit = z.object({
  amount: money.nullish(),
  custom_id: z.string().nullish(),
  payments: z.object({ captures: z.array(captureReply).nullish(), refunds: z.array(refundReply).nullish() }).nullish(),
});

const paymentSource = z
  .object({
    paypal: z
      .object({
        email_address: z.string().nullish(),
        attributes: z.object({ vault: z.object({ id: z.string().nullish(), status: z.string().nullish() }).nullish() }).nullish(),
      })
      .nullish(),
  })
  .nullish()
  .catch(null)
  .transform((source): PayPalVaulted | null => {
    const vault = source?.paypal?.attributes?.vault;
    return vault?.id && vault.status === 'VAULTED' ? { vaultId: vault.id, label: source?.paypal?.email_address ?? null } : null;
  });

export const orderReply = z
  .object({
    id: z.string().min(1),
    status: z.enum(ORDER_STATUSES).or(unknownWord),
    purchase_units: z.array(unit).nullish(),
    payment_source: paymentSource,
    links,
  })
  .transform((order): PayPalOrder => {
    // This product puts one unit into an order.
    const only = order.purchase_units?.[0];
    const refunds = only?.payments?.refunds ?? [];
    const captures = (only?.payments?.captures ?? []).map(capture => ({ ...capture, orderId: order.id }));
    return {
      orderId: order.id,
      status: order.status,
      amount: only?.amount?.value ?? null,
      currency: only?.amount?.currency_code ?? null,
      customId: only?.custom_id ?? captures[0]?.customId ?? null,
      approveUrl: approveUrlOf(order.links),
      vaulted: order.payment_source,
      captures: captures.map(capture => ({ ...capture, refundedAmount: refundedOf(capture, refunds) })),
      refunds,
    };
  });

export const createdOrderReply = orderReply.transform(({ orderId, status, approveUrl }): CreatedOrder => ({
  orderId,
  status,
  approveUrl,
}));

/** Where the buyer has to go. The relation has another name in orders without a payment source, and after a decline. */
export function approveUrlOf(list: z.output<typeof links>): string | null {
  return linkTo(list, 'payer-action', 'approve', 'redirect');
}

/** What went back of a capture, from the refunds listed beside it; null when the list does not explain the status. */
function refundedOf(capture: PayPalCapture, refunds: readonly PayPalRefund[]): string | null {
  const own = refunds.filter(refund => refund.captureId === capture.id && refund.status === 'COMPLETED' && refund.amount);
  if (own.length === 0 && capture.status === 'PARTIALLY_REFUNDED') return null;
  if (own.length === 0) return capture.refundedAmount ?? formatDecimal(0n, capture.currency);
  const total = own.reduce((sum, refund) => sum + parseMoney(refund.amount ?? '0', capture.currency), 0n);
  return formatDecimal(total, capture.currency);
}
