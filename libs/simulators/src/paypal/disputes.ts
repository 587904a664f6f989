import { paramOf, type Call, type Reply } from '../kit/call';
import type { Clock } from '../kit/clock';
import { refuse, unknownResource } from './errors';
import { paypalId } from './ids';
import type { PayPalLedger } from './ledger';
import type { CaptureRow, DisputeRow } from './model';
import { minorUnits, moneyOf } from './money';
import { paypalTime } from './views';
import type { News } from './webhooks';

/** How a dispute may end. */
export type DisputeOutcome =
  'RESOLVED_BUYER_FAVOUR' | 'RESOLVED_SELLER_FAVOUR' | 'CANCELED_BY_BUYER' | 'RESOLVED_WITH_PAYOUT' | 'ACCEPTED';

const RESPONSE_DAYS = 10;
const DAY_MS = 86_400_000;

/** Buyers' complaints: opened, read by the merchant, decided. Moving the money is for whoever decides. */
export class Disputes {
  constructor(
    private readonly ledger: PayPalLedger,
    private readonly clock: Clock,
  ) {}

  open(capture: CaptureRow, value: string | undefined, reason: string): DisputeRow {
    if (capture.status === 'PENDING' || capture.status === 'DECLINED') throw refuse(422, 'TRANSACTION_NOT_ELIGIBLE');
    const currency = capture.amount.currency_code;
    const left = minorUnits(capture.amount) - minorUnits(capture.refunded);
    const amount = value === undefined ? moneyOf(currency, left) : { currency_code: currency, value };
    const now = this.clock.now();
    const dispute: DisputeRow = {
      ...{ id: `PP-D-${paypalId(8)}`, captureId: capture.id, status: 'WAITING_FOR_SELLER_RESPONSE', stage: 'CHARGEBACK' },
      ...{ reason, amount, outcome: null, amountRefunded: null, createdAt: now, updatedAt: now },
    };
    this.ledger.disputes.set(dispute.id, dispute);
    return dispute;
  }

  decide(id: string, outcome: DisputeOutcome): DisputeRow {
    const dispute = this.disputeOf(id);
    const isLost = outcome === 'RESOLVED_BUYER_FAVOUR' || outcome === 'ACCEPTED';
    dispute.status = 'RESOLVED';
    dispute.outcome = outcome;
    dispute.amountRefunded = isLost ? dispute.amount : moneyOf(dispute.amount.currency_code, 0n);
    dispute.updatedAt = this.clock.now();
    return dispute;
  }

  read(call: Call): Reply {
    return { status: 200, json: disputeView(call.base, this.disputeOf(paramOf(call, 'disputeId'))) };
  }

  private disputeOf(id: string): DisputeRow {
    const dispute = this.ledger.disputes.get(id);
    if (!dispute) throw unknownResource();
    return dispute;
  }
}

/** What the merchant is told of a dispute. */
export function disputeNews(base: string, dispute: DisputeRow): News {
  const isNew = dispute.createdAt === dispute.updatedAt && dispute.outcome === null;
  const act = dispute.status === 'RESOLVED' ? 'RESOLVED' : isNew ? 'CREATED' : 'UPDATED';
  return {
    type: `CUSTOMER.DISPUTE.${act}`,
    resourceType: 'dispute',
    summary: `A dispute was ${act.toLowerCase()} with case # ${dispute.id}`,
    resource: disputeView(base, dispute),
  };
}

function disputeView(base: string, dispute: DisputeRow): Record<string, unknown> {
  const { id, captureId, status, stage, reason, amount, outcome, amountRefunded } = dispute;
  return {
    ...{ dispute_id: id, create_time: paypalTime(dispute.createdAt), update_time: paypalTime(dispute.updatedAt) },
    disputed_transactions: [{ seller_transaction_id: captureId, gross_amount: amount, transaction_status: 'COMPLETED' }],
    ...{ reason, status, dispute_amount: amount, dispute_life_cycle_stage: stage, dispute_channel: 'INTERNAL' },
    ...(outcome === null
      ? { seller_response_due_date: paypalTime(dispute.createdAt + RESPONSE_DAYS * DAY_MS) }
      : { dispute_outcome: { outcome_code: outcome, amount_refunded: amountRefunded } }),
    links: [{ href: `${base}/v1/customer/disputes/${id}`, rel: 'self', method: 'GET' }],
  };
}
