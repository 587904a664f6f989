// I1, I2, I3: transactions sum to zero, balances are the sums of their postings, and each balance follows from the one before.
const BROKEN = {
  I1: `select 'transaction ' || transaction_id || ' sums to ' || sum(amount) as what from ledger_postings group by transaction_id having sum(amount) <> 0`,
  I2: `select 'account ' || a.id || ' holds ' || a.balance || ', its postings ' || coalesce(sum(p.amount), 0) as what
       from ledger_accounts a left join ledger_postings p on p.account_id = a.id
       where a.user_id is not null group by a.id having a.balance <> coalesce(sum(p.amount), 0)`,
  I3: `select 'posting ' || id || ' leaves ' || balance_after || ' where ' || before + amount || ' follows' as what from (
         select p.id, p.balance_after, p.amount, p.account_sequence,
           coalesce(lag(p.balance_after) over w, 0) as before, coalesce(lag(p.account_sequence) over w, 0) as last
         from ledger_postings p join ledger_accounts a on a.id = p.account_id and a.user_id is not null
         window w as (partition by p.account_id order by p.account_sequence)) chained
       where balance_after <> before + amount or account_sequence <> last + 1`,
};

/** What is broken in the ledger as a whole. */
export async function ledgerProblems({ database }) {
  const found = [];
  for (const [id, text] of Object.entries(BROKEN))
    for (const { what } of await database.query(`${text} limit 5`)) found.push(`${id} ${what}`);
  return found;
}
