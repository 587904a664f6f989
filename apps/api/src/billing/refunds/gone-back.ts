/** What is known about the money of one payment, in micro-units. */
export interface GoneBack {
  readonly captured: bigint;
  /** What the gateway says went back all in all. */
  readonly told: bigint;
  /** What came back by disputes that were won; the gateway may still show it as gone. */
  readonly restored: bigint;
  /** What is known here: completed refunds, and what lost disputes took. */
  readonly known: bigint;
}

/** How much of a payment is gone by now: the higher of what the gateway tells and what is known here, and never more than was captured. */
export function totalGoneBack({ captured, told, restored, known }: GoneBack): bigint {
  const present = told - restored;
  const total = present > known ? present : known;
  return total > captured ? captured : total;
}
