/**
 * Charges the next hour of every meter that is due, at most `limit` meters, in one statement: claims the meters (other
 * workers skip them), writes one charge for each server and hour, one ledger transaction for each account, and moves the
 * meters on. Parameters: now, server id or null, server id or null, limit. Returns the transactions to post.
 * A batch takes whole accounts, so that one has one transaction for the hours of a run, however many batches it takes.
 * Hours are counted from each server's own start; which month an hour belongs to is decided by its start in UTC.
 */
export const CHARGE_DUE_HOURS = `
  with due as materialized (
    select server_id, user_id, account_id, monthly, charged_until as hour_starts_at, date_trunc('month', charged_until at time zone 'UTC')::date as month,
      case when month = date_trunc('month', charged_until at time zone 'UTC')::date then month_hours + 1 else 1 end as hour_of_month
    from usage_meters
    where (ended_at is null or charged_until < ended_at) and charged_until <= ? and (?::int is null or server_id = ?)
    order by account_id, server_id limit ? for update skip locked
  ), priced as materialized (
    select *, usage_hour_price(monthly, hour_of_month) as amount from due
  ), grouped as materialized (
    select account_id, user_id, min(server_id) as first_server, count(*) as servers, min(hour_starts_at) as starts_at, sum(amount)::bigint as total,
      nextval(pg_get_serial_sequence('ledger_transactions', 'id')) as transaction_id
    from priced where amount > 0 group by account_id, user_id
  ), made as (
    insert into ledger_transactions (id, reference, type, description, currency, user_id, occurred_at)
    select g.transaction_id, 'usage:' || g.first_server || ':' || to_char(p.hour_starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS'), 'usage',
      case when g.servers = 1 then 'One server-hour' else g.servers || ' server-hours' end, a.currency, g.user_id, g.starts_at
    from grouped g join ledger_accounts a on a.id = g.account_id join priced p on p.server_id = g.first_server
    returning id
  ), charged as (
    insert into usage_charges (server_id, hour_starts_at, amount, hour_of_month, transaction_id, charged_at)
    select p.server_id, p.hour_starts_at, p.amount, p.hour_of_month, g.transaction_id, ?
    from priced p left join grouped g on g.account_id = p.account_id and p.amount > 0
    returning server_id
  ), moved as (
    update usage_meters m set charged_until = p.hour_starts_at + interval '1 hour', month = p.month, month_hours = p.hour_of_month
    from priced p where m.server_id = p.server_id returning m.server_id
  )
  select (select count(*)::int from moved) as hours, g.transaction_id as "transactionId", g.account_id as "accountId", g.user_id as "userId", g.total
  from (select 1) one left join grouped g on true`;

/** Posts what the statement above prepared. Parameters: revenue account, transaction ids, account ids, totals. */
export const POST_CHARGES = `
  insert into ledger_postings (transaction_id, line, account_id, amount)
  select t.transaction_id, l.line, case l.line when 1 then t.account_id else ?::int end, case l.line when 1 then -t.total else t.total end
  from unnest(?::bigint[], ?::int[], ?::bigint[]) as t(transaction_id, account_id, total) cross join (values (1::smallint), (2::smallint)) as l(line)
  order by t.account_id, t.transaction_id, l.line`;
