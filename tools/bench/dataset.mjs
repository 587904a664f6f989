// What the benchmark measures on: one customer with servers and a history, many others, and server-hours that are due.
import { hash } from '@node-rs/argon2';

export const PASSWORD = 'a password for measuring';
/** How many customers have a history, and of how many hours, the measured one aside. */
const HISTORIES = 1_000;
export const HISTORY_OF_OTHERS = 60;
/** More would reach into the days that are charged while measuring. */
const CHARGED_HOURS = 100;
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Fills the database; `size` has users, servers, transactions and servers of the measured customer. Returns the password hash. */
export async function fill(client, { users, servers, transactions, ofMeasured = 20, histories = HISTORIES }) {
  const passwordHash = await hash(PASSWORD, ARGON2ID);
  await client.query(
    `insert into users (username, email, full_name, password_hash, email_verified_at, terms_accepted_at, created_at, updated_at)
     select 'user' || n, 'user' || n || '@example.com', 'User ' || n, $1, now(), now(), now(), now() from generate_series(1, $2::int) n`,
    [passwordHash, users],
  );
  await client.query(`
    insert into virtfusion_packages (id, name, is_enabled, cpu_cores, memory_mb, storage_gb, traffic_gb, storage_type, mirrored_at)
      select n, 'S' || n, true, n, n * 2048, n * 40, n * 2000, 0, now() from generate_series(1, 5) n;
    insert into virtfusion_groups (id, name, is_enabled, mirrored_at) values (1, 'Frankfurt', true, now());
    insert into virtfusion_hypervisors (id, group_id, name, accepts_servers, storage, mirrored_at) values (1, 1, 'h1', true, '[]', now());
    insert into package_prices (package_id, monthly, currency, valid_from) select n, n * 5500000, 'USD', now() from generate_series(1, 5) n;
    insert into ledger_accounts (kind, currency, created_at) values ('revenue_usage', 'USD', now()), ('adjustments', 'USD', now())`);
  await client.query(
    `insert into ledger_accounts (kind, user_id, currency, created_at) select 'customer_credit', id, 'USD', now() from users`,
  );
  await client.query(
    `insert into servers (user_id, name, state, step, package_id, group_id, template_id, operating_system, price_id, monthly, currency, addresses, created_at, updated_at)
     select case when n <= $3::int then 1 else 1 + n % $1::int end, 'server-' || n, 'running', 'done', 1, 1, 1, 'Debian 12', 1, 5500000, 'USD', array['192.0.2.1'], now(), now()
     from generate_series(1, $2::int) n`,
    [users, servers, ofMeasured],
  );
  await addHistory(client, { hours: transactions, histories });
  await meterServers(client);
  return passwordHash;
}

/**
 * Hours charged to many customers in the order of time, with an adjustment now and then; `hours` of them to the measured one,
 * `ofOthers` to each of the others, beginning `after` so many hours ago.
 * The others keep that one a small part of the ledger: whoever owns much of a table is read by other plans than customers are.
 */
export async function addHistory(client, { hours, histories = HISTORIES, ofOthers = HISTORY_OF_OTHERS, after = 0 }) {
  await client.query(
    `with made as (
       insert into ledger_transactions (reference, type, description, currency, user_id, occurred_at)
       select 'seed:' || u || ':' || n, case when n % 50 = 0 then 'adjustment' else 'usage' end, 'One server-hour', 'USD', u, now() - n * interval '1 hour'
       from generate_series($4::int + 1, $4::int + $1::int) n join generate_series(1, $2::int) u on u = 1 or n <= $4::int + $3::int order by n desc, u returning id, user_id
     )
     insert into ledger_postings (transaction_id, line, account_id, amount)
     select made.id, l.line, case l.line when 1 then a.id else (select id from ledger_accounts where kind = 'adjustments') end,
       case l.line when 1 then 7534 else -7534 end
     from made join ledger_accounts a on a.user_id = made.user_id cross join (values (1::smallint), (2::smallint)) l(line) order by made.id, l.line`,
    [hours, histories, ofOthers, after],
  );
}

/** Meters every server; the first ones have charges of past hours. Nothing is due yet. */
async function meterServers(client) {
  await client.query(`
    insert into usage_meters (server_id, user_id, account_id, price_id, monthly, started_at, charged_until, month)
    select s.id, s.user_id, a.id, 1, 5500000, now() - interval '60 days', now() + interval '1 hour', date_trunc('month', now() at time zone 'UTC')::date
    from servers s join ledger_accounts a on a.user_id = s.user_id`);
  await client.query(
    `insert into usage_charges (server_id, hour_starts_at, amount, hour_of_month, charged_at)
     select s, now() - n * interval '1 hour' - interval '30 minutes', 7534, n, now()
     from generate_series(1, 500) s cross join generate_series(1, $1::int) n`,
    [CHARGED_HOURS],
  );
  await client.query(`
    update usage_meters m set total_hours = c.hours, total_amount = c.total, month_amount = c.month
    from (select server_id, count(*)::int as hours, sum(amount)::bigint as total,
            coalesce(sum(amount) filter (where hour_starts_at >= date_trunc('month', now() at time zone 'UTC') at time zone 'UTC'), 0)::bigint as month
          from usage_charges group by server_id) c
    where c.server_id = m.server_id`);
  await client.query('vacuum analyze');
}

/** Makes exactly one hour of every server due, another one for each `day`, in the product's tables and in the bare ones. */
export async function makeHoursDue(client, day) {
  for (const meters of ['usage_meters', 'bare_meters'])
    await client.query(
      `update ${meters} set charged_until = date_trunc('hour', now()) - $1 * interval '1 day',
         ended_at = date_trunc('hour', now()) - $1 * interval '1 day' + interval '1 minute'`,
      [day],
    );
  await client.query('vacuum analyze');
  await client.query('checkpoint');
}

/** The least that charging needs: the same rows in plain tables, without triggers, hashes or checks. */
export async function makeBareTables(client) {
  await client.query(`
    create table bare_meters as select server_id, user_id, account_id, monthly, charged_until, ended_at from usage_meters;
    create unique index on bare_meters (server_id);
    create index on bare_meters (charged_until) where ended_at is null or charged_until < ended_at;
    create table bare_accounts as select id, user_id, balance from ledger_accounts where user_id is not null;
    create unique index on bare_accounts (id);
    create table bare_transactions (id bigint generated always as identity primary key, reference text unique, user_id int, amount bigint);
    create table bare_postings (transaction_id bigint, line smallint, account_id int, amount bigint, primary key (transaction_id, line));
    create table bare_charges (server_id int, hour timestamptz, amount bigint, transaction_id bigint, primary key (server_id, hour))`);
}

/** Charges what is due in the bare tables, in one statement. Returns milliseconds. */
export async function chargeBare(client) {
  const startedAt = performance.now();
  const { rowCount: hours } = await client.query(`
    with due as materialized (select *, round(monthly::numeric / 730)::bigint as amount from bare_meters
      where (ended_at is null or charged_until < ended_at) and charged_until <= now()),
    grouped as materialized (select account_id, user_id, min(server_id) as first, min(charged_until) as hour, sum(amount)::bigint as total from due group by 1, 2),
    made as (insert into bare_transactions (reference, user_id, amount) select 'usage:' || first || ':' || hour, user_id, total from grouped returning id, user_id, amount),
    posted as (
      insert into bare_postings select m.id, l.line, case l.line when 1 then g.account_id else 1 end, case l.line when 1 then -m.amount else m.amount end
      from made m join grouped g using (user_id) cross join (values (1::smallint), (2::smallint)) l(line)
    ),
    paid as (update bare_accounts a set balance = balance - g.total from grouped g where g.account_id = a.id),
    moved as (update bare_meters m set charged_until = m.charged_until + interval '1 hour' from due d where d.server_id = m.server_id)
    insert into bare_charges select d.server_id, d.charged_until, d.amount, m.id from due d join made m using (user_id)`);
  return { hours, ms: performance.now() - startedAt };
}
