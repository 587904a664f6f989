import { divideRounded, MICRO, parseMoney } from '@sky/money';

/** A posting on a customer's account that VirtFusion has not heard of yet; amounts in micro-units. */
export interface Unmirrored {
  readonly sequence: bigint;
  readonly transactionId: bigint;
  readonly amount: bigint;
  readonly balanceAfter: bigint;
  readonly isUsage: boolean;
  readonly occurredAt: Date;
  readonly reversesId: bigint | null;
}

/** What VirtFusion is to be told next: the postings of one or several sequences, as hundredths of a token. */
export interface MirrorStep {
  readonly firstSequence: bigint;
  readonly lastSequence: bigint;
  /** Named when the step is one posting. */
  readonly transactionId: bigint | null;
  readonly reversesId: bigint | null;
  readonly hundredths: bigint;
}

/** Which postings VirtFusion follows: all of them, or all but usage, which it meters itself. */
export type Mirrored = 'everything' | 'all-but-usage';

export interface MirrorRule {
  readonly mirrored: Mirrored;
  readonly tokensPerUnit: number;
  /** Usage waits until this moment, so that a day of hours is a few bookings and not one an hour. */
  readonly usageBefore: Date;
}

/** Hundredths of a token that an amount is worth. */
export function hundredthsOf(amount: bigint, tokensPerUnit: number): bigint {
  return divideRounded(amount * BigInt(tokensPerUnit) * 100n, MICRO);
}

/** Reads VirtFusion's figure ("1234.50") as hundredths of a token. */
export function readHundredths(tokens: string): bigint {
  return divideRounded(parseMoney(tokens, 'USD', { sign: 'signed' }), MICRO / 100n);
}

/** Writes hundredths of a token as VirtFusion takes them: `-12.34`. */
export function tokensText(hundredths: bigint): string {
  const magnitude = hundredths < 0n ? -hundredths : hundredths;
  return `${hundredths < 0n ? '-' : ''}${magnitude / 100n}.${(magnitude % 100n).toString().padStart(2, '0')}`;
}

/**
 * The next step after what was mirrored, or null while there is nothing to do yet. Usage that stands in a row is one step;
 * anything else is a step of its own, so that it can be taken back alone. Where everything is mirrored a step goes to the
 * rounded balance after it, so that roundings never add up.
 */
export function nextStep(waiting: readonly Unmirrored[], mirroredHundredths: bigint, rule: MirrorRule): MirrorStep | null {
  const [first] = waiting;
  if (!first) return null;
  const other = waiting.findIndex(({ isUsage }) => !isUsage);
  const taken = other === 0 ? [first] : waiting.slice(0, other === -1 ? waiting.length : other);
  const isEarly = first.isUsage && other === -1 && first.occurredAt > rule.usageBefore;
  const last = taken.at(-1) ?? first;
  if (isEarly) return null;
  const single = taken.length === 1 && !first.isUsage ? first : null;
  return {
    firstSequence: first.sequence,
    lastSequence: last.sequence,
    transactionId: single?.transactionId ?? null,
    reversesId: single?.reversesId ?? null,
    hundredths:
      rule.mirrored === 'everything'
        ? hundredthsOf(last.balanceAfter, rule.tokensPerUnit) - mirroredHundredths
        : hundredthsOf(first.isUsage ? 0n : first.amount, rule.tokensPerUnit),
  };
}

/** What a second look at VirtFusion's figure says about a booking whose answer was lost. */
export type Found = 'done' | 'not-done' | 'unclear';

export function foundBy(before: bigint | null, now: bigint | null, hundredths: bigint): Found {
  if (before === null || now === null) return 'unclear';
  if (now === before + hundredths) return 'done';
  return now === before ? 'not-done' : 'unclear';
}
