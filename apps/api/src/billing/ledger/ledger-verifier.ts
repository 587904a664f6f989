import { EntityManager, IsolationLevel } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type ChainEnd, followChain, NOTHING_BEFORE, problemOfTransaction, type StoredPosting } from './chain';

const ROWS_AT_A_TIME = 20_000;

const POSTINGS = `
  select p.id, p.transaction_id, p.line, p.account_id, a.kind, p.amount, p.account_sequence, p.balance_after, p.hash, t.reference, t.type, t.description,
    t.currency, t.user_id, to_char(t.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as occurred
  from ledger_postings p join ledger_transactions t on t.id = p.transaction_id join ledger_accounts a on a.id = p.account_id`;

export interface Verification {
  readonly transactions: number;
  readonly postings: number;
  readonly accounts: number;
  /** The first row that does not add up, in words that name it; null when all is well. */
  readonly problem: string | null;
}

/**
 * Recomputes the whole ledger from its rows with code of its own: hashes, sums, sequences and balances. It shares nothing
 * with the triggers that wrote them, so a fault or a hand in the database shows.
 */
@Injectable()
export class LedgerVerifier {
  constructor(private readonly em: EntityManager) {}

  verify(): Promise<Verification> {
    return this.em.transactional(em => this.check(em), { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true });
  }

  private async check(em: EntityManager): Promise<Verification> {
    const chains = new Map<number, ChainEnd>();
    const summed = await this.checkTransactions(em);
    const problem = summed.problem ?? (await this.checkChains(em, chains)) ?? (await checkEmptyTransactions(em));
    const [counted] = await em.execute<{ total: number }[]>('select count(*)::int as total from ledger_transactions');
    return { transactions: counted?.total ?? 0, postings: summed.postings, accounts: chains.size, problem };
  }

  /** Goes through all transactions: each sums to zero, and each house posting carries the hash of the line before it. */
  private async checkTransactions(em: EntityManager): Promise<{ postings: number; problem: string | null }> {
    let postings = 0;
    let after = '0';
    for (;;) {
      const rows = await em.execute<StoredPosting[]>(
        `${POSTINGS} where p.transaction_id > ?::bigint order by p.transaction_id, p.line limit ?`,
        [after, ROWS_AT_A_TIME],
      );
      const isEnd = rows.length < ROWS_AT_A_TIME;
      for (const transaction of transactionsOf(rows, isEnd)) {
        const problem = problemOfTransaction(transaction);
        if (problem) return { postings, problem };
        postings += transaction.length;
        after = transaction[0].transaction_id;
      }
      if (isEnd) return { postings, problem: null };
    }
  }

  /** Follows each customer's chain of postings and compares its end with the account. */
  private async checkChains(em: EntityManager, chains: Map<number, ChainEnd>): Promise<string | null> {
    let account = 0;
    let sequence = '0';
    for (;;) {
      const rows = await em.execute<StoredPosting[]>(
        `${POSTINGS} where p.account_sequence is not null and (p.account_id, p.account_sequence) > (?, ?::bigint)
         order by p.account_id, p.account_sequence limit ?`,
        [account, sequence, ROWS_AT_A_TIME],
      );
      for (const row of rows) {
        const problem = followChain(chains, row);
        if (problem) return problem;
        account = row.account_id;
        sequence = row.account_sequence ?? '0';
      }
      if (rows.length < ROWS_AT_A_TIME) break;
    }
    const accounts = await em.execute<{ id: number; balance: string; last_sequence: string; last_hash: Buffer }[]>(
      `select id, balance, last_sequence, last_hash from ledger_accounts where kind = 'customer_credit' order by id`,
    );
    for (const { id, balance, last_sequence, last_hash } of accounts) {
      const end = chains.get(id) ?? { sequence: 0n, balance: 0n, hash: NOTHING_BEFORE };
      if (end.balance !== BigInt(balance)) return `account ${id}: its balance is ${balance}, its postings sum to ${end.balance}`;
      if (end.sequence !== BigInt(last_sequence) || !end.hash.equals(last_hash))
        return `account ${id}: its newest postings are missing`;
    }
    return null;
  }
}

/** The rows by transaction; the last one may be cut off by the limit, so it is left for the next round unless this is the end. */
function transactionsOf(rows: readonly StoredPosting[], isEnd: boolean): [StoredPosting, ...StoredPosting[]][] {
  const transactions: [StoredPosting, ...StoredPosting[]][] = [];
  for (const row of rows) {
    const open = transactions.at(-1);
    if (open?.[0].transaction_id === row.transaction_id) open.push(row);
    else transactions.push([row]);
  }
  return isEnd ? transactions : transactions.slice(0, -1);
}

async function checkEmptyTransactions(em: EntityManager): Promise<string | null> {
  const [empty] = await em.execute<{ id: string; reference: string }[]>(
    `select id, reference from ledger_transactions t where not exists (select from ledger_postings p where p.transaction_id = t.id) order by id limit 1`,
  );
  return empty ? `transaction ${empty.id} (${empty.reference}): it has no postings` : null;
}
