import 'reflect-metadata';
import { LedgerVerifier } from '@api/billing';

// Reading only: no queue, no schedules.
process.env['SKYPANEL_ROLES'] = 'web';
const { commandContext } = await import('./application-context');

const app = await commandContext();
const { transactions, postings, accounts, problem } = await app.get(LedgerVerifier).verify();
await app.close();
if (problem === null)
  console.log(`The ledger verifies: ${transactions} transactions, ${postings} postings, ${accounts} customer accounts.`);
else {
  console.error(`The ledger does not verify: ${problem}`);
  process.exitCode = 1;
}
