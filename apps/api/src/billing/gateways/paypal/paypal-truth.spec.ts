import type { CaptureStatus, OrderStatus, PayPalCapture, PayPalOrder } from '@sky/integrations/paypal';
import { truthOf } from './paypal-truth';

function captureOf(status: CaptureStatus): PayPalCapture {
  return {
    id: `capture-${status}`,
    status,
    reason: null,
    amount: '25.00',
    currency: 'USD',
    orderId: 'order',
    customId: '41',
    refundedAmount: null,
  };
}

function orderOf(status: OrderStatus, ...captures: CaptureStatus[]): PayPalOrder {
  return {
    orderId: 'order',
    status,
    amount: '25.00',
    currency: 'USD',
    customId: '41',
    approveUrl: 'https://www.paypal.com/checkoutnow?token=order',
    vaulted: null,
    captures: captures.map(captureOf),
    refunds: [],
  };
}

describe(truthOf, () => {
  it.each<[OrderStatus, CaptureStatus[], string]>([
    ['CREATED', [], 'not_approved'],
    ['SAVED', [], 'not_approved'],
    ['PAYER_ACTION_REQUIRED', [], 'not_approved'],
    ['VOIDED', [], 'not_approved'],
    ['APPROVED', [], 'approved'],
    ['COMPLETED', [], 'unknown'],
    ['UNKNOWN', [], 'unknown'],
    ['COMPLETED', ['COMPLETED'], 'captured'],
    ['COMPLETED', ['PARTIALLY_REFUNDED'], 'captured'],
    ['COMPLETED', ['REFUNDED'], 'captured'],
    ['COMPLETED', ['PENDING'], 'under_review'],
    ['COMPLETED', ['DECLINED'], 'refused'],
    ['COMPLETED', ['FAILED'], 'refused'],
    ['COMPLETED', ['UNKNOWN'], 'unknown'],
    ['COMPLETED', ['DECLINED', 'COMPLETED'], 'captured'],
    ['COMPLETED', ['DECLINED', 'UNKNOWN'], 'unknown'],
  ])('reads an order %s with captures %j as %s', (status, captures, kind) => {
    expect(truthOf(orderOf(status, ...captures)).kind).toBe(kind);
  });

  it('does not send a buyer to an order that is void', () => {
    expect(truthOf(orderOf('VOIDED'))).toMatchObject({ approveUrl: null });
  });
});
