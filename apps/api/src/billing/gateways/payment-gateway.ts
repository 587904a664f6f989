import type { HouseAccountKind } from '../ledger/vocabulary';

export const GATEWAYS = ['paypal', 'bank_transfer'] as const;
/** How money comes in. */
export type GatewayName = (typeof GATEWAYS)[number];

/** What a gateway can do; the domain asks this instead of asking which gateway it is. */
export interface GatewayCapabilities {
  /** The buyer approves on the gateway's own page. */
  readonly redirects: boolean;
  /** Money arrives without a request to capture. */
  readonly capturesItself: boolean;
  /** It carries refunds out; otherwise a person pays back, and records it. */
  readonly refundsItself: boolean;
  /** It keeps a way to pay for orders without the buyer. */
  readonly keepsSources: boolean;
  /** It tells of disputes. */
  readonly hasDisputes: boolean;
  /** How long an order waits for its buyer. */
  readonly patienceMs: number;
}

/** An order for one payment. */
export interface OrderWish {
  /** The same for every try of one payment, so that one order is made. */
  readonly requestId: string;
  readonly paymentId: number;
  /** With exactly the currency's decimals. */
  readonly amount: string;
  readonly currency: string;
  /** The gateway shall keep the buyer's way to pay. */
  readonly storesSource: boolean;
  /** A kept way to pay; the order is then paid without the buyer. */
  readonly vaultId: string | null;
}

/** What came of asking for an order. */
export type OpenedOrder =
  | { readonly kind: 'opened'; readonly orderId: string; readonly approveUrl: string | null }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A way to pay that the gateway keeps now. */
export interface KeptSource {
  readonly vaultId: string;
  readonly label: string | null;
}

/** Money that a gateway took. */
export interface GatewayCapture {
  readonly id: string;
  readonly amount: string;
  readonly currency: string;
  /** Our id of the payment, as the gateway repeats it. */
  readonly customId: string | null;
  readonly reason: string | null;
  /** Some of it has gone back already. */
  readonly hasGoneBack: boolean;
  readonly source: KeptSource | null;
}

/** What a gateway says about an order, in the words of payments. */
export type PaymentTruth =
  | { readonly kind: 'captured'; readonly capture: GatewayCapture }
  | { readonly kind: 'under_review'; readonly capture: GatewayCapture }
  /** No money was taken, and none will be for this order. */
  | { readonly kind: 'refused'; readonly captureId: string | null; readonly reason: string }
  /** No money was taken; the buyer may pay the same order in another way. */
  | { readonly kind: 'declined'; readonly approveUrl: string | null }
  | { readonly kind: 'not_approved'; readonly approveUrl: string | null }
  | { readonly kind: 'approved' }
  /** Approved, but the request to capture was certainly not carried out. */
  | { readonly kind: 'not_captured'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Money to give back. */
export interface RefundWish {
  /** The same for every try of one refund. */
  readonly requestId: string;
  readonly captureId: string;
  readonly amount: string;
  readonly currency: string;
}

/** What came of a refund. */
export type RefundTruth =
  | { readonly kind: 'completed'; readonly gatewayRefundId: string }
  /** On its way, or waiting for somebody to pay it out. */
  | { readonly kind: 'pending'; readonly gatewayRefundId: string | null; readonly reason: string | null }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A captured payment, as its gateway knows it. */
export interface CapturedSubject {
  readonly paymentId: number;
  readonly orderId: string | null;
  readonly captureId: string | null;
  readonly currency: string;
}

/**
 * What the domain needs of a way to be paid. Answers have three values: it was done, it was certainly not done, or nobody knows.
 * Only what throws is a fault of ours, or means that the gateway could not be asked and the caller should ask later.
 */
export abstract class PaymentGateway {
  abstract readonly name: GatewayName;
  /** For people. */
  abstract readonly label: string;
  abstract readonly capabilities: GatewayCapabilities;
  /** Where its money is booked, and how references of its movements begin. */
  abstract readonly clearing: HouseAccountKind;
  abstract readonly referencePrefix: string;

  /** True when customers may choose it. */
  abstract isOffered(): boolean;
  abstract open(wish: OrderWish): Promise<OpenedOrder>;
  /** Reads an order; changes nothing. */
  abstract look(orderId: string): Promise<PaymentTruth>;
  /** Has an approved order captured. The same request id asks for the same capture again. */
  abstract capture(orderId: string, requestId: string): Promise<PaymentTruth>;
  abstract refund(wish: RefundWish): Promise<RefundTruth>;
  /** How a refund stands that the gateway knows by this id. */
  abstract lookAtRefund(gatewayRefundId: string): Promise<RefundTruth>;
  /**
   * How much of a capture went back by now, in micro-units. `gatewayRefundId` names the refund that the news was about. Throws
   * when the gateway cannot be asked.
   */
  abstract goneBack(subject: CapturedSubject, gatewayRefundId: string | null): Promise<bigint>;
}
