export const PROBLEM_KINDS = ['changed', 'removed', 'reordered', 'truncated', 'unsealed'] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

/** The first row that is not as it was written. */
export interface ChainProblem {
  readonly kind: ProblemKind;
  /** Its place in the chain, where it has one. */
  readonly position: number | null;
  readonly entryId: number | null;
  /** For people. */
  readonly message: string;
}
