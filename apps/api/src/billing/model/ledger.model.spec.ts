import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { type ChainEnd, followChain, problemOfTransaction, type StoredPosting } from '../ledger/chain';
import { doesWith, drive, EXPECTED_STEPS, type Step } from '../../testing/drive-model';

const CUSTOMERS = 3;
const HOUSE = 100;

/** Writes postings as the database does it: an independent second writing of its trigger. */
class Ledger {
  readonly rows: StoredPosting[] = [];
  readonly balances = new Map<number, bigint>();
  private readonly ends = new Map<number, { sequence: bigint; hash: Buffer }>();
  private readonly references = new Set<string>();

  /** False when the reference was posted before; nothing happens then. */
  post(reference: string, customer: number, amount: bigint, parts: readonly bigint[]): boolean {
    if (this.references.has(reference)) return false;
    this.references.add(reference);
    const transaction = String(this.references.size);
    const rest = parts.reduce((sum, part) => sum + part, 0n);
    let before = this.write(transaction, reference, 1, customer, amount, null);
    const lines = [...parts, amount - rest].filter(part => part !== 0n);
    for (const [index, part] of lines.entries())
      before = this.write(transaction, reference, index + 2, HOUSE + index, -part, before);
    return true;
  }

  private write(
    transaction: string,
    reference: string,
    line: number,
    account: number,
    amount: bigint,
    before: Buffer | null,
  ): Buffer {
    const isCustomer = account < HOUSE;
    const end = this.ends.get(account) ?? { sequence: 0n, hash: createHash('sha256').digest() };
    const balance = (this.balances.get(account) ?? 0n) + amount;
    const sequence = end.sequence + 1n;
    const row = {
      id: String(this.rows.length + 1),
      transaction_id: transaction,
      line,
      account_id: account,
      kind: isCustomer ? 'customer_credit' : 'revenue_usage',
      amount: String(amount),
      account_sequence: isCustomer ? String(sequence) : null,
      balance_after: isCustomer ? String(balance) : null,
      reference,
      type: 'adjustment',
      description: 'a step',
      currency: 'USD',
      user_id: account,
      occurred: '2027-01-01T00:00:00.000000',
    };
    const text = `${reference}|adjustment|a step|USD|${account}|2027-01-01T00:00:00.000000|${line}|${account}|${amount}|${row.account_sequence ?? '-'}|${row.balance_after ?? '-'}`;
    const hash = createHash('sha256')
      .update(isCustomer ? end.hash : (before ?? createHash('sha256').digest()))
      .update(text, 'utf8')
      .digest();
    this.balances.set(account, balance);
    if (isCustomer) this.ends.set(account, { sequence, hash });
    this.rows.push({ ...row, hash });
    return hash;
  }
}

/** The first problem in these rows, as the verifier would find it. */
function problemIn(rows: readonly StoredPosting[]): string | null {
  for (const lines of Map.groupBy(rows, row => row.transaction_id).values()) {
    const [first, ...others] = lines;
    const problem = first ? problemOfTransaction([first, ...others]) : null;
    if (problem) return problem;
  }
  const chains = new Map<number, ChainEnd>();
  for (const row of rows.filter(({ kind }) => kind === 'customer_credit')) {
    const problem = followChain(chains, row);
    if (problem) return problem;
  }
  return null;
}

/** Ways in which somebody could change a row that was written. */
const TAMPERINGS: ((row: StoredPosting) => StoredPosting)[] = [
  row => ({ ...row, amount: String(BigInt(row.amount) + 1n) }),
  row => ({ ...row, description: `${row.description}!` }),
  row => ({ ...row, reference: `${row.reference}!` }),
  row => ({ ...row, user_id: 99 }),
  row => ({ ...row, occurred: '2027-01-01T00:00:00.000001' }),
  row => ({ ...row, type: 'usage' }),
  row => ({ ...row, hash: createHash('sha256').update('other').digest() }),
];

interface World {
  readonly ledger: Ledger;
  /** What the balances must be, by plain addition. */
  readonly sums: Map<number, bigint>;
  count: number;
}

const amounts = fc.bigInt(-5_000_000n, 25_000_000n).filter(amount => amount !== 0n);
const customers = fc.integer({ min: 1, max: CUSTOMERS });

function post(world: World, reference: string, customer: number, amount: bigint, parts: bigint[]): void {
  if (!world.ledger.post(reference, customer, amount, parts)) return;
  world.sums.set(customer, (world.sums.get(customer) ?? 0n) + amount);
}

const steps: fc.Arbitrary<Step<World>>[] = [
  doesWith(
    'a movement is posted',
    fc.tuple(customers, amounts, fc.array(fc.bigInt(-1_000n, 1_000n), { maxLength: 2 })),
    (world, [customer, amount, parts]) => post(world, `step:${world.count++}`, customer, amount, parts),
  ),
  doesWith(
    'a reference comes again, perhaps with other content',
    fc.tuple(customers, amounts, fc.nat({ max: 60 })),
    (world, [customer, amount, which]) =>
      post(world, `step:${world.count === 0 ? 0 : which % world.count}`, customer, amount, []),
  ),
  doesWith(
    'a row is changed',
    fc.tuple(fc.nat(), fc.nat({ max: TAMPERINGS.length - 1 })),
    ({ ledger: { rows } }, [which, how]) => {
      const index = which % Math.max(1, rows.length);
      const [row, tamper] = [rows[index], TAMPERINGS[how]];
      if (!row || !tamper) return;
      if (problemIn(rows.with(index, tamper(row))) === null) throw new Error(`A change of posting ${row.id} was not noticed`);
    },
  ),
  doesWith('a row is removed', fc.nat(), ({ ledger: { rows } }, which) => {
    const index = which % Math.max(1, rows.length);
    const row = rows[index];
    if (row && problemIn(rows.toSpliced(index, 1)) === null) throw new Error(`Posting ${row.id} was removed and nobody noticed`);
  }),
];

describe('the model of the ledger', () => {
  it('verifies every honest chain, and names every change', () => {
    const taken = drive<World>({
      name: 'ledger',
      begin: () => ({ ledger: new Ledger(), sums: new Map(), count: 0 }),
      steps,
      always: ({ ledger, sums }) => {
        for (const [customer, sum] of sums) expect(ledger.balances.get(customer)).toBe(sum);
        expect([...ledger.balances.values()].reduce((total, balance) => total + balance, 0n)).toBe(0n);
      },
      finallyHolds: ({ ledger }) => {
        expect(problemIn(ledger.rows)).toBeNull();
      },
    });
    expect(taken).toBeGreaterThanOrEqual(EXPECTED_STEPS);
  });
});
