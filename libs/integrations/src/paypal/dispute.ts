import { z } from 'zod';

const money = z.object({ currency_code: z.string().regex(/^[A-Z]{3}$/), value: z.string().regex(/^\d{1,12}(\.\d{1,6})?$/) });

/** How a dispute stands. `open` until PayPal has decided. */
export const DISPUTE_VERDICTS = ['open', 'won', 'lost'] as const;
export type DisputeVerdict = (typeof DISPUTE_VERDICTS)[number];

/** A buyer's complaint at PayPal, as PayPal tells it when asked. */
export interface PayPalDispute {
  readonly id: string;
  /** The capture it is about. */
  readonly captureId: string | null;
  readonly verdict: DisputeVerdict;
  /** PayPal's own words, for people. */
  readonly status: string;
  readonly stage: string | null;
  readonly reason: string | null;
  readonly outcome: string | null;
  readonly amount: string;
  readonly currency: string;
  /** What PayPal gave back to the buyer; null while nothing is decided. */
  readonly refunded: string | null;
  readonly respondBy: Date | null;
  readonly createdAt: Date;
}

/** Outcomes by which the seller's money is gone. */
const LOST = new Set(['RESOLVED_BUYER_FAVOUR', 'RESOLVED_BUYER_FAVOR', 'ACCEPTED']);
/** Outcomes by which the seller keeps it; a payout to the buyer is PayPal's own money. */
const WON = new Set(['RESOLVED_SELLER_FAVOUR', 'RESOLVED_SELLER_FAVOR', 'RESOLVED_WITH_PAYOUT', 'CANCELED_BY_BUYER', 'DENIED']);

const moment = z.iso.datetime({ offset: true }).transform(text => new Date(text));

export const disputeReply = z
  .object({
    dispute_id: z.string().min(1),
    create_time: moment,
    status: z.string(),
    reason: z.string().nullish(),
    dispute_life_cycle_stage: z.string().nullish(),
    dispute_amount: money,
    dispute_outcome: z.object({ outcome_code: z.string().nullish(), amount_refunded: money.nullish() }).nullish().catch(null),
    seller_response_due_date: moment.nullish().catch(null),
    disputed_transactions: z.array(z.object({ seller_transaction_id: z.string().nullish() })).nullish(),
  })
  .transform((dispute): PayPalDispute => {
    const outcome = dispute.dispute_outcome?.outcome_code ?? null;
    const { currency_code: currency, value: amount } = dispute.dispute_amount;
    const back = dispute.dispute_outcome?.amount_refunded;
    return {
      id: dispute.dispute_id,
      captureId: dispute.disputed_transactions?.[0]?.seller_transaction_id ?? null,
      verdict: verdictOf(dispute.status, outcome),
      status: dispute.status,
      stage: dispute.dispute_life_cycle_stage ?? null,
      reason: dispute.reason ?? null,
      outcome,
      amount,
      currency,
      refunded: back?.currency_code === currency ? back.value : null,
      respondBy: dispute.seller_response_due_date ?? null,
      createdAt: dispute.create_time,
    };
  });

/** An outcome of a new kind decides nothing: the case stays open until somebody understands it. */
function verdictOf(status: string, outcome: string | null): DisputeVerdict {
  if (status !== 'RESOLVED' || outcome === null) return 'open';
  if (LOST.has(outcome)) return 'lost';
  return WON.has(outcome) ? 'won' : 'open';
}
