import type { CaptureRow, DisputeRow, EventRow, OrderRow, RefundRow, RequestRow, VaultRow } from './model';

/** Everything the simulated PayPal remembers. */
export interface PayPalState {
  readonly orders: OrderRow[];
  readonly captures: CaptureRow[];
  readonly refunds: RefundRow[];
  readonly events: EventRow[];
  readonly requests: RequestRow[];
  readonly disputes?: DisputeRow[];
  readonly vault?: VaultRow[];
}

/** Rows by id, in the order they were made. */
export class PayPalLedger {
  readonly orders = new Map<string, OrderRow>();
  readonly captures = new Map<string, CaptureRow>();
  readonly refunds = new Map<string, RefundRow>();
  readonly events = new Map<string, EventRow>();
  readonly requests = new Map<string, RequestRow>();
  readonly disputes = new Map<string, DisputeRow>();
  readonly vault = new Map<string, VaultRow>();

  snapshot(): PayPalState {
    const rows = {
      orders: [...this.orders.values()],
      captures: [...this.captures.values()],
      refunds: [...this.refunds.values()],
      events: [...this.events.values()],
      requests: [...this.requests.values()],
      disputes: [...this.disputes.values()],
      vault: [...this.vault.values()],
    };
    return structuredClone(rows);
  }

  restore(state: PayPalState): void {
    this.clear();
    const { orders, captures, refunds, events, requests, disputes = [], vault = [] } = structuredClone(state);
    for (const row of orders) this.orders.set(row.id, row);
    for (const row of captures) this.captures.set(row.id, row);
    for (const row of refunds) this.refunds.set(row.id, row);
    for (const row of events) this.events.set(row.id, row);
    for (const row of requests) this.requests.set(row.key, row);
    for (const row of disputes) this.disputes.set(row.id, row);
    for (const row of vault) this.vault.set(row.id, row);
  }

  clear(): void {
    const all = [this.orders, this.captures, this.refunds, this.events, this.requests, this.disputes, this.vault];
    for (const rows of all) rows.clear();
  }
}
