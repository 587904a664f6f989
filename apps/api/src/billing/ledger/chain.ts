import { createHash } from 'node:crypto';

/** The hash that the first posting of a chain follows. */
export const NOTHING_BEFORE = createHash('sha256').digest();

/** A posting with what its hash is made of, as the database has it. */
export interface StoredPosting {
  id: string;
  transaction_id: string;
  line: number;
  account_id: number;
  kind: string;
  amount: string;
  account_sequence: string | null;
  balance_after: string | null;
  hash: Buffer;
  reference: string;
  type: string;
  description: string;
  currency: string;
  user_id: number | null;
  occurred: string;
}

/** Where the chain of an account stands. */
export interface ChainEnd {
  sequence: bigint;
  balance: bigint;
  hash: Buffer;
}

/** What is wrong with a transaction by itself: its sum, or the hash of a line of the house; null when all is well. */
export function problemOfTransaction(lines: readonly [StoredPosting, ...StoredPosting[]]): string | null {
  let before: Buffer = NOTHING_BEFORE;
  for (const row of lines) {
    if (row.kind !== 'customer_credit' && !hashOf(before, row).equals(row.hash))
      return `posting ${row.id} (${row.reference}, line ${row.line}): its hash does not match its content`;
    before = row.hash;
  }
  const sum = lines.reduce((total, { amount }) => total + BigInt(amount), 0n);
  const [{ transaction_id, reference }] = lines;
  return sum === 0n && lines.length >= 2
    ? null
    : `transaction ${transaction_id} (${reference}): its ${lines.length} postings sum to ${sum}`;
}

/** Takes the next posting of a customer's account into its chain; what is wrong with it, or null. */
export function followChain(chains: Map<number, ChainEnd>, row: StoredPosting): string | null {
  const before = chains.get(row.account_id) ?? { sequence: 0n, balance: 0n, hash: NOTHING_BEFORE };
  const name = `posting ${row.id} (${row.reference}, account ${row.account_id})`;
  if (BigInt(row.account_sequence ?? 0) !== before.sequence + 1n)
    return `${name}: posting ${before.sequence + 1n} of its account is missing`;
  const balance = before.balance + BigInt(row.amount);
  if (BigInt(row.balance_after ?? 0) !== balance)
    return `${name}: it says the balance became ${row.balance_after}, but it became ${balance}`;
  const hash = hashOf(before.hash, row);
  if (!hash.equals(row.hash)) return `${name}: its hash does not match its content`;
  chains.set(row.account_id, { sequence: before.sequence + 1n, balance, hash });
  return null;
}

/** The hash of a posting after another (see the migration of the ledger). */
export function hashOf(previous: Buffer, row: StoredPosting): Buffer {
  const text = [
    row.reference,
    row.type,
    row.description,
    row.currency,
    row.user_id ?? '-',
    row.occurred,
    row.line,
    row.account_id,
    row.amount,
    row.account_sequence ?? '-',
    row.balance_after ?? '-',
  ].join('|');
  return createHash('sha256').update(previous).update(text, 'utf8').digest();
}
