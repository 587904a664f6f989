/** A promotional grant and what happened to it; micro-units. */
export interface Grant {
  readonly id: number;
  readonly amount: bigint;
  /** Milliseconds; null: it never expires. */
  readonly expiresAt: number | null;
}

/** What happened to a customer's credit, in the order of the ledger. Usage that was returned is a negative `spent`. */
export type CreditEvent =
  | { readonly kind: 'granted'; readonly grant: Grant }
  | { readonly kind: 'spent'; readonly amount: bigint }
  | { readonly kind: 'taken'; readonly grantId: number; readonly amount: bigint };

/**
 * What is left of each grant after these events. Promotional credit is spent before paid credit, and what expires sooner
 * before what expires later. Usage that is returned gives back to paid credit: a grant never grows again.
 */
export function remainingOf(events: readonly CreditEvent[]): Map<number, bigint> {
  const open = new Map<number, { grant: Grant; left: bigint }>();
  let returned = 0n;
  for (const event of events) {
    if (event.kind === 'granted') open.set(event.grant.id, { grant: event.grant, left: event.grant.amount });
    else if (event.kind === 'taken') take(open, event.grantId, event.amount);
    else if (event.amount < 0n) returned -= event.amount;
    else {
      const spent = event.amount - smaller(event.amount, returned);
      returned -= event.amount - spent;
      spend(open, spent);
    }
  }
  return new Map([...open].map(([id, { left }]) => [id, left]));
}

type Open = Map<number, { grant: Grant; left: bigint }>;

function spend(open: Open, amount: bigint): void {
  let rest = amount;
  const inOrder = [...open.values()].sort((one, other) => soonest(one.grant, other.grant));
  for (const entry of inOrder) {
    const part = smaller(entry.left, rest);
    entry.left -= part;
    rest -= part;
  }
}

function take(open: Open, id: number, amount: bigint): void {
  const entry = open.get(id);
  if (entry) entry.left -= smaller(entry.left, amount);
}

function soonest(one: Grant, other: Grant): number {
  const [first, second] = [one.expiresAt ?? Number.POSITIVE_INFINITY, other.expiresAt ?? Number.POSITIVE_INFINITY];
  return first === second ? one.id - other.id : first - second;
}

function smaller(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
