// The yardstick: Fastify and pg with prepared statements and nothing else, answering the same questions from the same tables.
// No authentication, no validation, no ORM. Started by first-path.mjs, which passes DATABASE_URL, PORT, USER_ID and HASH.
import { verify } from '@node-rs/argon2';
import fastify from 'fastify';
import pg from 'pg';

const { DATABASE_URL, PORT, USER_ID, HASH } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 20 });
const server = fastify();
const rows = async (name, text, values = []) => (await pool.query({ name, text, values })).rows;

server.get('/packages', async () => ({
  data: await rows(
    'packages',
    `select p.id, p.name, p.cpu_cores, p.memory_mb, p.storage_gb, p.traffic_gb, r.monthly, r.currency
     from virtfusion_packages p join package_prices r on r.package_id = p.id and r.valid_to is null order by p.memory_mb`,
  ),
}));
server.get('/balance', async () => {
  const [balance] = await rows(
    'balance',
    `select (select balance from ledger_accounts where kind = 'customer_credit' and user_id = $1 and currency = 'USD') as balance,
       (select coalesce(sum(round(monthly::numeric / 730)), 0) from usage_meters where user_id = $1 and ended_at is null) as rate,
       (select coalesce(-sum(p.amount), 0) from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
         where t.user_id = $1 and t.type = 'usage' and t.occurred_at >= date_trunc('month', now() at time zone 'UTC') at time zone 'UTC') as month`,
    [USER_ID],
  );
  return balance;
});
server.get('/servers', async () => {
  const data = await rows(
    'servers',
    `select s.id, s.name, s.state, s.operating_system, s.addresses, s.monthly, s.currency, s.created_at, s.observed_at, s.delete_at, p.name as package,
       p.cpu_cores, p.memory_mb, p.storage_gb, p.traffic_gb, g.name as location,
       (select coalesce(sum(c.amount), 0) from usage_charges c where c.server_id = s.id
         and c.hour_starts_at >= date_trunc('month', now() at time zone 'UTC') at time zone 'UTC') as month,
       (select to_jsonb(a) from server_actions a where a.server_id = s.id order by a.id desc limit 1) as action
     from servers s join virtfusion_packages p on p.id = s.package_id join virtfusion_groups g on g.id = s.group_id
     where s.deleted_at is null and s.user_id = $1 order by s.id desc limit 20`,
    [USER_ID],
  );
  const [counted] = await rows(
    'servers-count',
    'select count(*)::int as total from servers where deleted_at is null and user_id = $1',
    [USER_ID],
  );
  return { data, total: counted.total };
});
server.get('/transactions', async () => {
  const data = await rows(
    'transactions',
    `select t.id, t.type, t.description, t.currency, p.amount, p.balance_after, t.reference, t.occurred_at, y.id as payment, y.order_id, y.capture_id
     from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1 left join payments y on y.transaction_id = t.id
     where t.user_id = $1 order by t.id desc limit 20`,
    [USER_ID],
  );
  const [counted] = await rows(
    'transactions-count',
    'select count(*)::int as total from ledger_transactions where user_id = $1',
    [USER_ID],
  );
  return { data, total: counted.total };
});
server.post('/login', async request => ({ isRight: await verify(HASH, request.body.password) }));

await server.listen({ port: Number(PORT), host: '127.0.0.1' });
process.send?.({ ready: true });
process.once('disconnect', () => process.exit(0));
