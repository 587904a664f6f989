/** What the rules notice about keys. */
export const FINDING_KINDS = ['key-new-network', 'key-sudden-volume', 'key-many-refusals'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** What was noticed, in words for the owner. */
export const FINDING_WORDS: Readonly<Record<FindingKind, string>> = {
  'key-new-network': 'it was used from a network where it had not been used before',
  'key-sudden-volume': 'it was used far more than usual',
  'key-many-refusals': 'many of its requests were refused',
};

/** Something unusual about a key; told once for each subject (a network, a day, an hour). */
export interface Finding {
  readonly keyId: number;
  readonly userId: number;
  readonly kind: FindingKind;
  readonly subject: string;
  readonly figures: Readonly<Record<string, unknown>>;
}
