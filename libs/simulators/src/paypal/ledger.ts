import type { CaptureRow, EventRow, OrderRow, RefundRow, RequestRow } from './model';

/** Everything the simulated PayPal remembers. */
export interface PayPalState {
  readonly orders: OrderRow[];
  readonly captures: CaptureRow[];
  readonly refunds: RefundRow[];
  readonly events: EventRow[];
  readonly requests: RequestRow[];
}

/** Rows by id, in the order they were made. */
export class PayPalLedger {
  readonly orders = new Map<string, OrderRow>();
  readonly captures = new Map<string, CaptureRow>();
  readonly refunds = new Map<string, RefundRow>();
  readonly events = new Map<string, EventRow>();
  readonly requests = new Map<string, RequestRow>();

  snapshot(): PayPalState {
    const rows = {
      orders: [...this.orders.values()],
      captures: [...this.captures.values()],
      refunds: [...this.refunds.values()],
      events: [...this.events.values()],
      requests: [...this.requests.values()],
    };
    return structuredClone(rows);
  }

  restore(state: PayPalState): void {
    this.clear();
    const { orders, captures, refunds, events, requests } = structuredClone(state);
    for (const row of orders) this.orders.set(row.id, row);
    for (const row of captures) this.captures.set(row.id, row);
    for (const row of refunds) this.refunds.set(row.id, row);
    for (const row of events) this.events.set(row.id, row);
    for (const row of requests) this.requests.set(row.key, row);
  }

  clear(): void {
    for (const rows of [this.orders, this.captures, this.refunds, this.events, this.requests]) rows.clear();
  }
}
