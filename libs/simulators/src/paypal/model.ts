import type { Money } from './money';

export const ORDER_STATES = ['CREATED', 'PAYER_ACTION_REQUIRED', 'APPROVED', 'COMPLETED', 'VOIDED'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const CAPTURE_STATES = ['COMPLETED', 'PENDING', 'DECLINED', 'REFUNDED', 'PARTIALLY_REFUNDED'] as const;
export type CaptureState = (typeof CAPTURE_STATES)[number];

/** How a capture may turn out, as the buyer's way of paying decides. */
export type CaptureOutcome = 'COMPLETED' | 'PENDING' | 'DECLINED';

/** One purchase unit, as the merchant sent it. */
export interface PurchaseUnit extends Readonly<Record<string, unknown>> {
  readonly reference_id: string;
  readonly amount: Money & Readonly<Record<string, unknown>>;
  readonly custom_id?: string;
  readonly invoice_id?: string;
  readonly description?: string;
}

export interface OrderRow {
  readonly id: string;
  readonly intent: string;
  status: OrderState;
  readonly purchaseUnits: readonly PurchaseUnit[];
  /** Whether the merchant sent `payment_source`; decides names of links and the first state. */
  readonly hasPaymentSource: boolean;
  readonly returnUrl: string | null;
  readonly cancelUrl: string | null;
  readonly brandName: string | null;
  payer: Payer | null;
  /** How the next capture turns out. */
  nextCapture: CaptureOutcome | 'INSTRUMENT_DECLINED';
  captureId: string | null;
  /** The merchant asked PayPal to keep the way to pay, and what came of it. */
  readonly storesSource?: boolean;
  vaultedId?: string;
  readonly createdAt: number;
  updatedAt: number;
}

/** A way to pay that PayPal keeps. */
export interface VaultRow {
  readonly id: string;
  readonly email: string;
  readonly customerId: string;
  readonly orderId: string;
  /** How the next order that names it turns out. */
  nextCapture: CaptureOutcome | 'INSTRUMENT_DECLINED';
  readonly createdAt: number;
}

export interface DisputeRow {
  readonly id: string;
  readonly captureId: string;
  status: string;
  readonly stage: string;
  readonly reason: string;
  readonly amount: Money;
  outcome: string | null;
  amountRefunded: Money | null;
  readonly createdAt: number;
  updatedAt: number;
}

export interface Payer {
  readonly givenName: string;
  readonly surname: string;
  readonly email: string;
  readonly id: string;
  readonly country: string;
}

export interface CaptureRow {
  readonly id: string;
  readonly orderId: string;
  status: CaptureState;
  readonly amount: Money;
  readonly customId: string | null;
  readonly invoiceId: string | null;
  /** Of a pending or declined one. */
  reason: string | null;
  refunded: Money;
  isReversed: boolean;
  readonly createdAt: number;
  updatedAt: number;
}

export interface RefundRow {
  readonly id: string;
  readonly captureId: string;
  readonly status: 'COMPLETED';
  readonly amount: Money;
  readonly totalRefunded: Money;
  /** PayPal took it, as after a chargeback. */
  readonly isReversal?: boolean;
  readonly note: string | null;
  readonly invoiceId: string | null;
  readonly customId: string | null;
  readonly createdAt: number;
}

/** A try to deliver a webhook. */
export interface DeliveryTry {
  readonly at: number;
  /** Null when there was no answer. */
  readonly status: number | null;
  readonly error: string | null;
}

export interface EventRow {
  readonly id: string;
  readonly type: string;
  /** The body exactly as it is sent, every time. */
  readonly body: string;
  readonly createdAt: number;
  /** Nobody listened when it happened: it is kept, and sent only by replay. */
  readonly isWanted: boolean;
  readonly tries: DeliveryTry[];
  isDelivered: boolean;
}

/** What was answered to a request id, so that a repeat gets the same object. */
export interface RequestRow {
  readonly key: string;
  readonly fingerprint: string;
  readonly subjectId: string;
  readonly at: number;
}
