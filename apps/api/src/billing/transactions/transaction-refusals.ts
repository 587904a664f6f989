import { NotFoundError, RefusedError } from '@api/platform';
import type { TransactionState } from '../ledger/vocabulary';
import type { TransactionRow } from './transaction-reader';

/** The ledger holds completed movements only, so that a filter by another state finds nothing. */
export function isEmptyState({ state }: { readonly state?: TransactionState }): boolean {
  return state !== undefined && state !== 'completed';
}

/** The transaction, or the refusal that there is none. */
export function existing(row: TransactionRow | null): TransactionRow {
  if (!row) throw new NotFoundError('transaction_not_found', 'There is no such transaction.');
  return row;
}

/** The number of a transaction that has a document, or the refusal that usage has none. */
export function withDocument({ id, type }: TransactionRow): bigint {
  if (type === 'usage') throw new RefusedError('no_receipt', 'Usage has no receipt of its own; the credit it uses has one.');
  return BigInt(id);
}
