import { createHash } from 'node:crypto';

/** Where the chain stands: how many entries are sealed, and the hash of the last. */
export interface Link {
  readonly position: bigint;
  readonly hash: Buffer;
}

/** Before the first entry. */
export const START: Link = { position: 0n, hash: createHash('sha256').digest() };

/** One entry as it is hashed: every column as text, in this order, for ever. */
export type SealedFacts = readonly (string | null)[];

/**
 * The columns of `audit_entries` (as `e`) that a seal covers, as one array of texts. A column that is added later is not added
 * here: seals that exist must stay right.
 */
export const FACTS_SQL = `array[e.id::text, e.action, e.outcome, e.user_id::text, e.actor_kind, e.actor_id::text,
  e.is_impersonated::text, e.session_id::text, e.key_id::text, host(e.address), e.user_agent, e.request_id, e.target_kind,
  e.target_id, e.details::text, to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.made_in::text]`;

/** The hash that follows `previous`: over it, the position, and every fact of the entry. */
export function hashAfter(previous: Link, facts: SealedFacts): Buffer {
  const content = JSON.stringify([(previous.position + 1n).toString(), ...facts]);
  return createHash('sha256').update(previous.hash).update(content, 'utf8').digest();
}
