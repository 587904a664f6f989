import type { CaptureRow, OrderRow, RefundRow } from './model';
import { feeOn, minorUnits, moneyOf } from './money';

/** `2026-11-23T10:15:30Z` */
export function paypalTime(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

/** An order in full, as GET and `Prefer: return=representation` show it. */
export function orderView(base: string, order: OrderRow, capture: CaptureRow | undefined): Record<string, unknown> {
  const units = order.purchaseUnits.map(unit => ({
    ...unit,
    payee: { email_address: 'merchant@paypal.example', merchant_id: 'SANDBOXMERCH1' },
    ...(capture ? { payments: { captures: [captureView(base, capture)] } } : {}),
  }));
  return {
    ...{ id: order.id, intent: order.intent, status: order.status, ...payerView(order), purchase_units: units },
    ...{ create_time: paypalTime(order.createdAt), update_time: paypalTime(order.updatedAt), links: orderLinks(base, order) },
  };
}

/** An order as create answers by default. */
export function orderSummary(base: string, order: OrderRow): Record<string, unknown> {
  const source = order.hasPaymentSource ? { payment_source: { paypal: {} } } : {};
  return { id: order.id, status: order.status, ...source, links: orderLinks(base, order) };
}

/** An order as capture answers by default: the payments, without what the merchant sent. */
export function capturedOrderView(base: string, order: OrderRow, capture: CaptureRow): Record<string, unknown> {
  return {
    ...{ id: order.id, status: order.status, ...payerView(order) },
    purchase_units: order.purchaseUnits.map(({ reference_id }) => ({
      reference_id,
      payments: { captures: [captureView(base, capture)] },
    })),
    links: [{ href: `${base}/v2/checkout/orders/${order.id}`, rel: 'self', method: 'GET' }],
  };
}

export function captureView(base: string, capture: CaptureRow): Record<string, unknown> {
  const { id, status, amount, customId, invoiceId, reason } = capture;
  const isPaid = status !== 'PENDING' && status !== 'DECLINED';
  const fee = feeOn(amount);
  const net = moneyOf(amount.currency_code, minorUnits(amount) - minorUnits(fee));
  return {
    ...{ id, status, ...(reason === null ? {} : { status_details: { reason } }), amount, final_capture: true },
    seller_protection: { status: 'ELIGIBLE', dispute_categories: ['ITEM_NOT_RECEIVED', 'UNAUTHORIZED_TRANSACTION'] },
    ...(isPaid ? { seller_receivable_breakdown: { gross_amount: amount, paypal_fee: fee, net_amount: net } } : {}),
    ...(invoiceId === null ? {} : { invoice_id: invoiceId }),
    ...(customId === null ? {} : { custom_id: customId }),
    ...{ create_time: paypalTime(capture.createdAt), update_time: paypalTime(capture.updatedAt) },
    links: [
      { href: `${base}/v2/payments/captures/${id}`, rel: 'self', method: 'GET' },
      { href: `${base}/v2/payments/captures/${id}/refund`, rel: 'refund', method: 'POST' },
      { href: `${base}/v2/checkout/orders/${capture.orderId}`, rel: 'up', method: 'GET' },
    ],
  };
}

export function refundView(base: string, refund: RefundRow): Record<string, unknown> {
  const { amount } = refund;
  const nothing = moneyOf(amount.currency_code, 0n);
  return {
    ...{ id: refund.id, status: refund.status, amount },
    ...(refund.note === null ? {} : { note_to_payer: refund.note }),
    ...(refund.invoiceId === null ? {} : { invoice_id: refund.invoiceId }),
    ...(refund.customId === null ? {} : { custom_id: refund.customId }),
    seller_payable_breakdown: {
      gross_amount: amount,
      paypal_fee: nothing,
      net_amount: amount,
      total_refunded_amount: refund.totalRefunded,
    },
    ...{ create_time: paypalTime(refund.createdAt), update_time: paypalTime(refund.createdAt), links: refundLinks(base, refund) },
  };
}

export function refundLinks(base: string, { id, captureId }: RefundRow): unknown[] {
  return [
    { href: `${base}/v2/payments/refunds/${id}`, rel: 'self', method: 'GET' },
    { href: `${base}/v2/payments/captures/${captureId}`, rel: 'up', method: 'GET' },
  ];
}

/** Where the buyer decides. */
export function checkoutUrl(base: string, order: OrderRow): string {
  return `${base}/checkoutnow?token=${order.id}`;
}

function orderLinks(base: string, order: OrderRow): unknown[] {
  const href = `${base}/v2/checkout/orders/${order.id}`;
  const self = { href, rel: 'self', method: 'GET' };
  if (order.status === 'COMPLETED') return [self];
  if (order.hasPaymentSource) return [self, { href: checkoutUrl(base, order), rel: 'payer-action', method: 'GET' }];
  return [
    self,
    { href: checkoutUrl(base, order), rel: 'approve', method: 'GET' },
    { href, rel: 'update', method: 'PATCH' },
    { href: `${href}/capture`, rel: 'capture', method: 'POST' },
  ];
}

function payerView(order: OrderRow): Record<string, unknown> {
  const { payer } = order;
  if (!payer) return order.hasPaymentSource ? { payment_source: { paypal: {} } } : {};
  const name = { given_name: payer.givenName, surname: payer.surname };
  const address = { country_code: payer.country };
  const attributes = order.vaultedId === undefined ? {} : { attributes: { vault: { id: order.vaultedId, status: 'VAULTED' } } };
  return {
    payment_source: {
      paypal: { ...attributes, email_address: payer.email, account_id: payer.id, account_status: 'VERIFIED', name, address },
    },
    payer: { name, email_address: payer.email, payer_id: payer.id, address },
  };
}
