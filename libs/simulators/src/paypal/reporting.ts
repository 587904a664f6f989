import type { Call, Reply } from '../kit/call';
import type { Clock } from '../kit/clock';
import { refuse } from './errors';
import type { PayPalLedger } from './ledger';
import { feeOn, minorUnits, moneyOf, type Money } from './money';

const LONGEST_SEARCH_MS = 31 * 86_400_000;

interface Movement {
  readonly id: string;
  readonly reference: string | null;
  readonly code: 'T0006' | 'T1107' | 'T1106';
  readonly status: 'S' | 'P' | 'D';
  readonly amount: Money;
  readonly customId: string | null;
  readonly at: number;
}

/** Transaction Search: what moved on the account, as far as the list has been brought up to date. */
export class Reporting {
  /** How far the list lags behind; PayPal says up to three hours. */
  lagMs = 0;
  /** Movements that the list leaves out, for rehearsing a difference. */
  readonly hidden = new Set<string>();

  constructor(
    private readonly ledger: PayPalLedger,
    private readonly clock: Clock,
  ) {}

  search(call: Call): Reply {
    const [from, to] = [momentIn(call, 'start_date'), momentIn(call, 'end_date')];
    if (to < from || to - from > LONGEST_SEARCH_MS) throw refuse(400, 'INVALID_REQUEST', { field: 'end_date' });
    const size = Math.min(500, Math.max(1, Number(call.query.get('page_size') ?? 100)));
    const page = Math.max(1, Number(call.query.get('page') ?? 1));
    const until = Math.min(to, this.clock.now() - this.lagMs);
    const found = this.movements().filter(({ at, id }) => at >= from && at <= until && !this.hidden.has(id));
    const shown = found.slice((page - 1) * size, page * size);
    return {
      status: 200,
      json: {
        transaction_details: shown.map(movement => ({ transaction_info: infoOf(movement) })),
        ...{ account_number: 'SANDBOXMERCH1', page, total_items: found.length },
        ...{ total_pages: Math.max(1, Math.ceil(found.length / size)), last_refreshed_datetime: reportTime(until) },
      },
    };
  }

  private movements(): Movement[] {
    const captures = [...this.ledger.captures.values()].map((row): Movement => ({
      ...{ id: row.id, reference: row.orderId, code: 'T0006', amount: row.amount, customId: row.customId, at: row.createdAt },
      status: row.status === 'PENDING' ? 'P' : row.status === 'DECLINED' ? 'D' : 'S',
    }));
    const refunds = [...this.ledger.refunds.values()].map((row): Movement => ({
      ...{ id: row.id, reference: row.captureId, status: 'S', customId: row.customId, at: row.createdAt },
      code: row.isReversal === true ? 'T1106' : 'T1107',
      amount: moneyOf(row.amount.currency_code, -minorUnits(row.amount)),
    }));
    return [...captures, ...refunds].sort((one, other) => one.at - other.at);
  }
}

function infoOf(movement: Movement): Record<string, unknown> {
  return {
    transaction_id: movement.id,
    ...(movement.reference === null ? {} : { paypal_reference_id: movement.reference, paypal_reference_id_type: 'TXN' }),
    transaction_event_code: movement.code,
    transaction_initiation_date: reportTime(movement.at),
    transaction_updated_date: reportTime(movement.at),
    transaction_amount: movement.amount,
    ...(movement.code === 'T0006'
      ? { fee_amount: { ...feeOn(movement.amount), value: `-${feeOn(movement.amount).value}` } }
      : {}),
    transaction_status: movement.status,
    ...(movement.customId === null ? {} : { custom_field: movement.customId }),
  };
}

function momentIn(call: Call, name: string): number {
  const at = Date.parse(call.query.get(name) ?? '');
  if (Number.isNaN(at)) throw refuse(400, 'INVALID_REQUEST', { field: name });
  return at;
}

/** `2026-11-23T10:15:30+0000`, without the colon. */
function reportTime(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19)}+0000`;
}
