// Verifies a downloaded proof of an account without the product: node tools/verify-proof.mjs <file>
// Each posting's hash is SHA-256 over the hash before it and what the posting says; the first has the hash of nothing before it.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const FORMAT = 'skypanel-ledger-proof/1';

/** Reads a proof's lines; returns `{ postings, balance }`, or throws with the first line that does not add up. */
export async function verifyProof(lines) {
  let account = null;
  let sequence = 0n;
  let balance = 0n;
  let hash = createHash('sha256').digest();
  for await (const text of lines) {
    if (text.trim() === '') continue;
    const row = JSON.parse(text);
    if (account === null) {
      if (row.format !== FORMAT) throw new Error(`This is no proof of the form ${FORMAT}.`);
      account = row;
      continue;
    }
    sequence += 1n;
    balance += BigInt(row.amount);
    const name = `Posting ${sequence} (${row.reference})`;
    if (BigInt(row.sequence) !== sequence) throw new Error(`Posting ${sequence} is missing.`);
    if (BigInt(row.balanceAfter) !== balance)
      throw new Error(`${name}: the balance after it is ${balance}, not ${row.balanceAfter}.`);
    const content = [
      row.reference,
      row.type,
      row.description,
      row.currency,
      row.userId ?? '-',
      row.occurredAt,
      row.line,
      account.accountId,
      row.amount,
      row.sequence,
      row.balanceAfter,
    ].join('|');
    hash = createHash('sha256').update(hash).update(content, 'utf8').digest();
    if (hash.toString('hex') !== row.hash) throw new Error(`${name}: its hash does not match its content.`);
  }
  if (account === null) throw new Error('The file is empty.');
  if (sequence !== BigInt(account.sequence))
    throw new Error(`${BigInt(account.sequence) - sequence} postings are missing at the end.`);
  if (balance !== BigInt(account.balance))
    throw new Error(`The postings sum to ${balance}, but the account says ${account.balance}.`);
  if (hash.toString('hex') !== account.head) throw new Error('The last hash is not the account’s.');
  return { postings: Number(sequence), balance, currency: account.currency };
}

async function main([file]) {
  if (!file) {
    console.error('Usage: node tools/verify-proof.mjs <file>');
    process.exitCode = 2;
    return;
  }
  try {
    const { postings, balance, currency } = await verifyProof(createInterface({ input: createReadStream(file) }));
    console.log(`The proof holds: ${postings} postings, balance ${balance} millionths of ${currency}.`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (import.meta.filename === process.argv[1]) void main(process.argv.slice(2));
