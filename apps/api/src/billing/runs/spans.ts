/** Whole numbers that follow each other without a gap. */
export interface Span {
  first: bigint;
  last: bigint;
}

/** Ascending ids as spans; the ids of a batch are mostly in a row. */
export function spansOf(sorted: readonly bigint[]): Span[] {
  const spans: Span[] = [];
  for (const id of sorted) {
    const open = spans.at(-1);
    if (open && open.last + 1n === id) open.last = id;
    else spans.push({ first: id, last: id });
  }
  return spans;
}
