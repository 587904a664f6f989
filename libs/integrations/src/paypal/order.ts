export const ORDER_STATUSES = ['CREATED', 'SAVED', 'PAYER_ACTION_REQUIRED', 'APPROVED', 'VOIDED', 'COMPLETED'] as const;
export const CAPTURE_STATUSES = ['COMPLETED', 'DECLINED', 'PENDING', 'PARTIALLY_REFUNDED', 'REFUNDED', 'FAILED'] as const;
export const REFUND_STATUSES = ['COMPLETED', 'PENDING', 'FAILED', 'CANCELLED'] as const;

/** `UNKNOWN` stands for a word PayPal has introduced since; it settles nothing. */
export type OrderStatus = (typeof ORDER_STATUSES)[number] | 'UNKNOWN';
export type CaptureStatus = (typeof CAPTURE_STATUSES)[number] | 'UNKNOWN';
export type RefundStatus = (typeof REFUND_STATUSES)[number] | 'UNKNOWN';

/** An order to be approved by a buyer. */
export interface NewOrder {
  /** The same for every try of one payment, so that PayPal makes one order. */
  readonly requestId: string;
  /** Our id of the payment; comes back as `customId`. */
  readonly paymentId: string;
  /** With exactly the currency's decimals: "25.00", "2500". */
  readonly amount: string;
  readonly currency: string;
  readonly description: string;
  readonly returnUrl: string;
  readonly cancelUrl: string;
  readonly brandName: string;
  /** PayPal shall keep the buyer's way to pay when the capture succeeds, for later orders without them. */
  readonly storesSource?: boolean;
  /** A way to pay that PayPal keeps; the order is then paid at once, without the buyer. */
  readonly vaultId?: string;
}

/** A way to pay that PayPal keeps for us. */
export interface PayPalVaulted {
  readonly vaultId: string;
  /** For the customer, such as the address of their PayPal account. */
  readonly label: string | null;
}

/** An order that waits for its buyer at `approveUrl`; null when PayPal has nothing more to ask. */
export interface CreatedOrder {
  readonly orderId: string;
  readonly status: OrderStatus;
  readonly approveUrl: string | null;
}

/** Money taken from a buyer. Only its own status says whether it arrived. */
export interface PayPalCapture {
  readonly id: string;
  readonly status: CaptureStatus;
  /** Why it is pending or declined. */
  readonly reason: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly orderId: string | null;
  readonly customId: string | null;
  /** What went back to the buyer so far; null when this answer does not tell. */
  readonly refundedAmount: string | null;
}

/** An order and the money taken for it. */
export interface PayPalOrder {
  readonly orderId: string;
  readonly status: OrderStatus;
  /** Null in short answers. */
  readonly amount: string | null;
  readonly currency: string | null;
  readonly customId: string | null;
  readonly approveUrl: string | null;
  /** Null until PayPal keeps the way to pay. */
  readonly vaulted: PayPalVaulted | null;
  readonly captures: readonly PayPalCapture[];
  readonly refunds: readonly PayPalRefund[];
}

/**
 * What became of a request to capture. `answered`: look at the captures' own states. `already_captured`: read the order.
 * `not_approved` and `declined`: the buyer has to go (again) to the URL; a later try needs a new request id.
 */
export type CaptureOutcome =
  | { readonly kind: 'answered'; readonly order: PayPalOrder }
  | { readonly kind: 'already_captured'; readonly debugId: string | null }
  | { readonly kind: 'not_approved'; readonly approveUrl: string | null; readonly debugId: string | null }
  | { readonly kind: 'declined'; readonly approveUrl: string | null; readonly debugId: string | null };

/** Money to give back; without an amount, all that is left. */
export interface NewRefund {
  readonly requestId: string;
  readonly captureId: string;
  readonly amount?: string;
  readonly currency?: string;
  readonly note?: string;
}

export interface PayPalRefund {
  readonly id: string;
  readonly status: RefundStatus;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly captureId: string | null;
  /** All refunds of the capture together, where told. */
  readonly totalRefunded: string | null;
}
