// Makes several hours of every server due, in the product's tables and in the bare ones, and charges the bare ones.
import { chargeBare } from './dataset.mjs';

/** Credit for everybody, so that a run meets no debts: steps against them are not what is measured. */
export async function giveCredit(client) {
  await client.query(`
    with made as (
      insert into ledger_transactions (reference, type, description, currency, user_id, occurred_at)
      select 'credit:' || id, 'adjustment', 'Credit', 'USD', id, now() from users order by id returning id, user_id
    )
    insert into ledger_postings (transaction_id, line, account_id, amount)
    select made.id, l.line, case l.line when 1 then a.id else (select id from ledger_accounts where kind = 'adjustments') end,
      case l.line when 1 then 1 else -1 end * 1000000000
    from made join ledger_accounts a on a.user_id = made.user_id cross join (values (1::smallint), (2::smallint)) l(line)
    order by made.id, l.line`);
}

/** Exactly so many hours of every server, other ones for each `day`. */
export async function makeRunDue(client, day, hours) {
  for (const meters of ['usage_meters', 'bare_meters'])
    await client.query(
      `update ${meters} set charged_until = date_trunc('hour', now()) - $1 * interval '1 day',
         ended_at = date_trunc('hour', now()) - $1 * interval '1 day' + ($2 - 1) * interval '1 hour' + interval '1 minute'`,
      [day + 10, hours],
    );
  await client.query('vacuum analyze');
  await client.query('checkpoint');
}

/** Charges hour after hour until nothing is due. */
export async function bareRun(client) {
  let [hours, ms] = [0, 0];
  for (;;) {
    const charged = await chargeBare(client);
    ms += charged.ms;
    if (charged.hours === 0) return { hours, ms };
    hours += charged.hours;
  }
}
