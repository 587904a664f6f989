// The yardstick: Fastify and pg with prepared statements and nothing else, giving the same answers from the same tables.
// No authentication, no validation, no ORM. Started by first-path.mjs, which passes DATABASE_URL, PORT, USER_ID and HASH and
// compares the answers of both sides before it measures.
import { verify } from '@node-rs/argon2';
import fastify from 'fastify';
import pg from 'pg';

const { DATABASE_URL, PORT, USER_ID, HASH } = process.env;
const PAGE = 20;
const HOURS_OF_MONTH = 730;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 20 });
const server = fastify();
const rows = async (name, text, values = []) => (await pool.query({ name, text, values })).rows;

/** Micro-units as a decimal string with two to six decimals. */
const money = micro => (Number(micro) / 1e6).toFixed(6).replace(/0{1,4}$/, '');
const price = ({ monthly, currency }) => ({
  monthly: money(monthly),
  hourly: money(Math.round(Number(monthly) / HOURS_OF_MONTH)),
  currency,
});
/** What the hours from a moment until the month ends cost, for a meter that has charged none of the month's. */
const restOfMonth = ({ charged_until, monthly }) => {
  const end = Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 1, 1);
  const hours = Math.ceil((end - charged_until.getTime()) / 3_600_000);
  return Math.round((Math.max(0, Math.min(HOURS_OF_MONTH, hours)) * Number(monthly)) / HOURS_OF_MONTH);
};
const pagination = totalItems => ({
  currentPage: 1,
  totalPages: Math.max(1, Math.ceil(totalItems / PAGE)),
  totalItems,
  itemsPerPage: PAGE,
});
const plan = ({ package_id, package_name, cpu_cores, memory_mb, storage_gb, traffic_gb }) => ({
  id: package_id,
  name: package_name,
  cpuCores: cpu_cores,
  memoryMb: memory_mb,
  storageGb: storage_gb,
  trafficGb: traffic_gb,
});

// What everybody sees changes rarely: the least is to send the same bytes again.
let plans;
server.get('/packages', async (request, reply) => {
  plans ??= JSON.stringify({
    data: (
      await rows(
        'packages',
        `select p.id as package_id, p.name as package_name, p.cpu_cores, p.memory_mb, p.storage_gb, p.traffic_gb, r.monthly, r.currency, r.category,
           (select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name)) from virtfusion_groups g) as locations
         from virtfusion_packages p join package_prices r on r.package_id = p.id and r.valid_to is null order by p.memory_mb`,
      )
    ).map(row => ({ ...plan(row), category: row.category, price: price(row), available: true, locations: row.locations })),
  });
  return reply.type('application/json; charset=utf-8').send(plans);
});
server.get('/balance', async () => {
  const [{ balance, rate, month }] = await rows(
    'balance',
    `select (select balance from ledger_accounts where kind = 'customer_credit' and user_id = $1 and currency = 'USD') as balance,
       (select coalesce(sum(round(monthly::numeric / 730)), 0) from usage_meters where user_id = $1 and ended_at is null) as rate,
       (select coalesce(-sum(p.amount), 0) from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
         where t.user_id = $1 and t.type = 'usage' and t.occurred_at >= date_trunc('month', now() at time zone 'UTC') at time zone 'UTC') as month`,
    [USER_ID],
  );
  const meters = await rows('meters', 'select charged_until, monthly from usage_meters where user_id = $1 and ended_at is null', [
    USER_ID,
  ]);
  const monthEstimate = money(meters.reduce((sum, meter) => sum + restOfMonth(meter), Number(month)));
  const asOf = new Date();
  const runsOutAt = new Date(asOf.getTime() + (Number(balance) / Number(rate)) * 3_600_000);
  return {
    ...{ balance: money(balance), currency: 'USD', hourlyRate: money(rate), runsOutAt },
    ...{ monthToDate: money(month), monthEstimate, asOf },
  };
});
server.get('/servers', async () => {
  const data = await rows(
    'servers',
    `select s.id, s.name, s.state, s.operating_system, s.addresses, m.monthly, s.currency, s.created_at, s.observed_at, s.delete_at, p.id as package_id,
       p.name as package_name, p.cpu_cores, p.memory_mb, p.storage_gb, p.traffic_gb, g.id as location_id, g.name as location_name,
       m.month_amount as month, m.charged_until,
       (select to_jsonb(a) from server_actions a where a.server_id = s.id order by a.id desc limit 1) as action
     from servers s join virtfusion_packages p on p.id = s.package_id join virtfusion_groups g on g.id = s.group_id
       join usage_meters m on m.server_id = s.id
     where s.deleted_at is null and s.user_id = $1 order by s.id desc limit ${PAGE}`,
    [USER_ID],
  );
  const counted = 'select count(*)::int as total from servers where deleted_at is null and user_id = $1';
  const [{ total }] = await rows('servers-count', counted, [USER_ID]);
  return {
    data: data.map(row => ({
      id: row.id,
      name: row.name,
      state: row.state,
      package: plan(row),
      location: { id: row.location_id, name: row.location_name },
      operatingSystem: row.operating_system,
      addresses: row.addresses,
      price: price(row),
      monthToDate: money(row.month),
      monthEstimate: money(Number(row.month) + restOfMonth(row)),
      nextPrice: null,
      createdAt: row.created_at,
      observedAt: row.observed_at,
      deleteAt: row.delete_at,
      action: row.action,
    })),
    pagination: pagination(total),
  };
});
server.get('/transactions', async () => {
  const data = await rows(
    'transactions',
    `select t.id, t.type, t.description, t.currency, p.amount, p.balance_after, t.occurred_at, y.id as payment_id, y.order_id, y.capture_id
     from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1 left join payments y on y.transaction_id = t.id
     where t.user_id = $1 order by t.id desc limit ${PAGE}`,
    [USER_ID],
  );
  const counted = 'select count(*)::int as total from ledger_transactions where user_id = $1';
  const [{ total }] = await rows('transactions-count', counted, [USER_ID]);
  return {
    data: data.map(
      ({ id, type, description, amount, currency, balance_after, occurred_at, payment_id, order_id, capture_id }) => ({
        id: Number(id),
        type,
        state: 'completed',
        description,
        amount: money(amount),
        currency,
        balanceAfter: money(balance_after),
        createdAt: occurred_at,
        payment: payment_id && { id: payment_id, gateway: 'paypal', orderId: order_id, captureId: capture_id },
        lines: [],
      }),
    ),
    pagination: pagination(total),
  };
});
server.post('/login', async request => ({ isRight: await verify(HASH, request.body.password) }));

await server.listen({ port: Number(PORT), host: '127.0.0.1' });
process.send?.({ ready: true });
process.once('disconnect', () => process.exit(0));
