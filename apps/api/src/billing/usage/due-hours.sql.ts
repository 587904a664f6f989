/**
 * Charges the next hour of every meter that is due, at most `limit` meters, in one statement: claims the meters (other
 * workers skip them), writes one charge for each server and hour, one ledger transaction for each account, and moves the
 * meters on. Parameters: up to when hours count as due, server id or null, server id or null, limit, now. Returns the
 * transactions to post.
 * A batch takes whole accounts, so that one has one transaction for the hours of a run, however many batches it takes.
 * Hours are counted from each server's own start; which month an hour belongs to is decided by its start in UTC. A price that
 * was announced holds from the first hour that begins at its moment, however late that hour is charged.
 */
export const CHARGE_DUE_HOURS = `
  with due as materialized (
    select server_id, user_id, account_id, charged_until as hour_starts_at, date_trunc('month', charged_until at time zone 'UTC')::date as month,
      month = date_trunc('month', charged_until at time zone 'UTC')::date as is_same_month, month_hours, month_amount,
      next_at is not null and charged_until >= next_at as is_new_price, price_id, monthly, hourly, next_price_id, next_monthly, next_hourly
    from usage_meters
    where (ended_at is null or charged_until < ended_at) and charged_until <= ? and paused_at is null and (?::int is null or server_id = ?)
    order by account_id, server_id limit ? for update skip locked
  ), rated as materialized (
    select server_id, user_id, account_id, hour_starts_at, month, is_new_price,
      case when is_same_month then month_hours + 1 else 1 end as hour_of_month, case when is_same_month then month_amount else 0 end as month_so_far,
      case when is_new_price then next_price_id else price_id end as price_id,
      case when is_new_price then next_monthly else monthly end as monthly, case when is_new_price then next_hourly else hourly end as hourly
    from due
  ), priced as materialized (
    select *, usage_hour_cost(monthly, hourly, hour_of_month) as amount from rated
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
    update usage_meters m set charged_until = p.hour_starts_at + interval '1 hour', month = p.month, month_hours = p.hour_of_month,
      month_amount = p.month_so_far + p.amount, total_hours = m.total_hours + 1, total_amount = m.total_amount + p.amount,
      price_id = p.price_id, monthly = p.monthly, hourly = p.hourly,
      next_price_id = case when p.is_new_price then null else m.next_price_id end, next_monthly = case when p.is_new_price then null else m.next_monthly end,
      next_hourly = case when p.is_new_price then null else m.next_hourly end, next_at = case when p.is_new_price then null else m.next_at end
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

/**
 * What charging every hour that begins up to a moment would take, by server, without doing it: the same rule, for all hours of
 * a meter at once. Parameters: up to when, up to when. The meters are locked when `lock` says so.
 */
export function planDueHours(lock: '' | 'for update'): string {
  return `
  with due as materialized (
    select server_id, user_id, charged_until, month, month_hours, ended_at, monthly, hourly, next_at, next_monthly, next_hourly from usage_meters
    where (ended_at is null or charged_until < ended_at) and charged_until <= ? and paused_at is null order by account_id, server_id ${lock}
  ), hours as (
    select d.*, h.starts_at, date_trunc('month', h.starts_at at time zone 'UTC')::date as hour_month,
      row_number() over (partition by d.server_id, date_trunc('month', h.starts_at at time zone 'UTC') order by h.starts_at) as position
    from due d cross join lateral generate_series(d.charged_until, least(?::timestamptz, d.ended_at - interval '1 microsecond'), interval '1 hour') as h(starts_at)
  )
  select server_id as "serverId", user_id as "userId", min(starts_at) as "firstHourAt", count(*)::int as hours,
    sum(usage_hour_cost(
      case when next_at is not null and starts_at >= next_at then next_monthly else monthly end,
      case when next_at is not null and starts_at >= next_at then next_hourly else hourly end,
      (position + case when hour_month = month then month_hours else 0 end)::int))::bigint as amount
  from hours group by server_id, user_id order by server_id`;
}
