export const BOOKS = ['paypal', 'bank', 'virtfusion', 'ledger'] as const;
/** Which book does not agree with ours. `ledger`: ours does not agree with itself. */
export type Book = (typeof BOOKS)[number];

export const SUGGESTIONS = ['none', 'correct_mirror', 'settle_payment', 'look'] as const;
/**
 * What would put it right. `correct_mirror`: book the difference at VirtFusion. `settle_payment`: ask the gateway about the payment
 * again. `look`: somebody has to find out first.
 */
export type Suggestion = (typeof SUGGESTIONS)[number];

export const FINDING_STATES = ['open', 'done', 'gone'] as const;
/** `gone`: a later comparison no longer finds it. */
export type FindingState = (typeof FINDING_STATES)[number];

/** A difference between two books; amounts in micro-units, null where a book tells nothing. */
export interface Finding {
  readonly book: Book;
  readonly userId: number | null;
  /** What it is about, such as `payment:12` or `account:7`; one finding a run. */
  readonly subject: string;
  readonly expected: bigint | null;
  readonly actual: bigint | null;
  readonly cause: string;
  readonly suggestion: Suggestion;
  readonly paymentId: number | null;
}

/** What is compared of one customer with VirtFusion; hundredths of a token. */
export interface MirroredAccount {
  readonly userId: number;
  readonly mirrored: bigint;
  readonly isInReview: boolean;
  /** A booking is under way, so that VirtFusion's figure may be either. */
  readonly hasOpenBooking: boolean;
}

/** VirtFusion's answer: a figure, no figure (hourly credit is off for the user), or none at all. */
export type MirrorAnswer =
  { readonly kind: 'figure'; readonly hundredths: bigint } | { readonly kind: 'no-credit' } | { readonly kind: 'unknown' };

/** Micro-units of a hundredth of a token. */
export function microOf(hundredths: bigint, tokensPerUnit: number): bigint {
  return (hundredths * 10_000n) / BigInt(tokensPerUnit);
}

/** The difference between what was mirrored and what VirtFusion shows, with its cause; null when they agree or nothing can be said yet. */
export function compareMirror(account: MirroredAccount, answer: MirrorAnswer, tokensPerUnit: number): Finding | null {
  const base = { book: 'virtfusion' as const, userId: account.userId, subject: `account:${account.userId}`, paymentId: null };
  const expected = microOf(account.mirrored, tokensPerUnit);
  if (account.isInReview)
    return {
      ...base,
      expected,
      actual: answer.kind === 'figure' ? microOf(answer.hundredths, tokensPerUnit) : null,
      cause: 'The answer to a booking was lost, and nobody knows whether it was carried out.',
      suggestion: 'look',
    };
  if (answer.kind === 'unknown' || account.hasOpenBooking) return null;
  if (answer.kind === 'no-credit')
    return account.mirrored === 0n
      ? null
      : {
          ...base,
          expected,
          actual: null,
          cause: 'Hourly credit is off for this user in VirtFusion, so it tells no figure.',
          suggestion: 'look',
        };
  if (answer.hundredths === account.mirrored) return null;
  const isMore = answer.hundredths > account.mirrored;
  return {
    ...base,
    expected,
    actual: microOf(answer.hundredths, tokensPerUnit),
    cause: isMore
      ? 'VirtFusion has more credit than was booked from here: somebody added some there, or took less usage.'
      : 'VirtFusion has less credit than was booked from here: somebody removed some there, or VirtFusion meters usage itself.',
    suggestion: 'correct_mirror',
  };
}
