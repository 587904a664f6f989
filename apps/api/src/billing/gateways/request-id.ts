import { randomBytes } from 'node:crypto';

/** What a request id is made of: a number of ours, and a key that no other row ever had. */
export interface Requested {
  readonly id: number;
  /** Empty in rows that are older than these keys. */
  readonly requestKey: string;
}

/**
 * A key for a row that gateways will hear of. Numbers alone would not do: after a backup was restored they are given out again,
 * and a gateway would take a new payment or refund for the repetition of one that we have forgotten.
 */
export function newRequestKey(): string {
  return randomBytes(6).toString('hex');
}

/** The id under which a gateway knows repetitions of one request. */
export function requestIdOf(what: 'order' | 'capture' | 'refund', { id, requestKey }: Requested): string {
  return requestKey === '' ? `${what}-${id}` : `${what}-${id}-${requestKey}`;
}
