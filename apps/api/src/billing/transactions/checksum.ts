import { createHash } from 'node:crypto';
import type { AccountKind } from '../ledger/vocabulary';

/** What the end of an export says of its lines; amounts in micro-units. */
export interface ChecksumResult {
  readonly rows: number;
  /** By account, in order of their names. */
  readonly sums: readonly (readonly [AccountKind, bigint])[];
  /** Zero, because the postings of a transaction sum to zero. */
  readonly total: bigint;
  /** SHA-256 over the lines of postings as they are written in CSV, with their ends, without the head. */
  readonly digest: string;
}

/** Adds up the lines of an export while they are written. */
export class Checksum {
  private readonly hash = createHash('sha256');
  private readonly sums = new Map<AccountKind, bigint>();
  private rows = 0;

  add(line: string, account: AccountKind, amount: bigint): void {
    this.hash.update(line);
    this.sums.set(account, (this.sums.get(account) ?? 0n) + amount);
    this.rows += 1;
  }

  /** The end of the export; nothing can be added after it. */
  result(): ChecksumResult {
    const sums = [...this.sums].sort(([one], [other]) => (one < other ? -1 : 1));
    const total = sums.reduce((sum, [, amount]) => sum + amount, 0n);
    return { rows: this.rows, sums, total, digest: this.hash.digest('hex') };
  }
}
