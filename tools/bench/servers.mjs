// Lists of servers with VirtFusion healthy and hung, as a ratio; and how often VirtFusion is asked when nothing changes.
// node tools/bench/servers.mjs [--quick]. Prints tables and, as its last line, one JSON object with the figures.
import { PgBoss } from 'pg-boss';
import { freePort } from '../postgres.mjs';
import { fill, PASSWORD } from './dataset.mjs';
import { median, round, round2 } from './measure.mjs';
import { withProcesses } from './processes.mjs';
import { rackOf } from './rack.mjs';
import { signIn } from './sign-in.mjs';

const isQuick = process.argv.includes('--quick');
const SIZE = isQuick
  ? { users: 1_000, servers: 10_000, transactions: 60, ofMeasured: 400 }
  : { users: 10_000, servers: 100_000, transactions: 60, ofMeasured: 2_000 };
const PAIRS = isQuick ? 1 : 3;
const SECONDS = isQuick ? 2 : 5;
const CONNECTIONS = 8;
/** What goes around in an hour when nothing changes, and how often. */
const ROUNDS_AN_HOUR = { 'servers.sweep': 2, 'servers.observe-watched': 120 };
/** Servers that the simulated VirtFusion has room for; it is asked for pages of 200, so the price of more is that of more pages. */
const ON_THE_RACK = 180;
const VIRTFUSION_TOKEN = 'token-of-the-benchmark';

await withProcesses(async ({ client, url: databaseUrl, postmaster, start }) => {
  await fill(client, SIZE);
  await client.query(`update users set role = 'admin' where id = 2`);
  const port = String(await freePort());
  const sandboxPort = String(await freePort());
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  await start('dist/apps/sandbox/main.js', {
    ...{ SANDBOX_PORT: sandboxPort, SANDBOX_CONSOLES: 'false', SANDBOX_BUILD_SECONDS: '0', VIRTFUSION_API_KEY: VIRTFUSION_TOKEN },
  });
  const rack = rackOf(sandboxUrl, VIRTFUSION_TOKEN);
  await adopt(client, await rack.servers(ON_THE_RACK));
  const api = await start('dist/apps/api/main.js', {
    ...{ PORT: port, SKYPANEL_ROLES: 'web,worker', NODE_ENV: 'development', VIRTFUSION_API_KEY: VIRTFUSION_TOKEN },
    VIRTFUSION_API_URL: `${sandboxUrl}/virtfusion/api/v1`,
  });
  const home = `http://127.0.0.1:${port}`;
  const customer = await signIn(home, 'user1', PASSWORD);
  const staff = await signIn(home, 'user2', PASSWORD);
  const routes = [
    ['own, first page', '/api/user/servers?limit=100', customer],
    ['own, last page', `/api/user/servers?limit=100&page=${SIZE.ofMeasured / 100}`, customer],
    ['own, searched', '/api/user/servers?search=server-3', customer],
    ['one server', '/api/user/servers/1', customer],
    ['everybody’s', '/api/admin/servers?limit=100', staff],
    ['everybody’s, searched', '/api/admin/servers?search=server-77', staff],
  ];
  const load = ([, path, cookie]) =>
    round({
      ...{ url: home + path, pid: api.pid, postmaster, connections: CONNECTIONS, seconds: SECONDS },
      requests: [{ method: 'GET', headers: { cookie } }],
    });

  const lists = {};
  for (const route of routes) {
    await load(route);
    const pairs = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      const isHungFirst = pair % 2 === 1;
      const hung = isHungFirst ? await whileHung(rack, () => load(route)) : null;
      const healthy = await load(route);
      pairs.push({ healthy, hung: hung ?? (await whileHung(rack, () => load(route))) });
    }
    const ratio = key => round2(median(pairs.map(({ healthy, hung }) => hung[key] / Math.max(1, healthy[key]))));
    lists[route[0]] = { p99: ratio('p99'), cpu: ratio('cpuMicros'), throughput: ratio('perSecond') };
  }
  console.log('hung / healthy, medians of the pairs');
  console.table(lists);

  const quiet = await askedInAnHour({ client, databaseUrl, rack });
  console.log(`VirtFusion was asked about servers ${quiet.calls} times in the rounds of an hour, for ${ON_THE_RACK} servers`);
  console.log(JSON.stringify({ lists, ...quiet }));
});
process.exit(0);

/** Gives the first servers of the table their numbers upstream. */
async function adopt(client, upstreamIds) {
  await client.query(
    `update servers s set upstream_id = u.id, observed_at = now() from unnest($1::int[]) with ordinality as u(id, n) where s.id = u.n`,
    [upstreamIds],
  );
  await client.query('vacuum analyze servers');
}

/** Every call to VirtFusion hangs, also those that pages and jobs set off meanwhile. */
async function whileHung(rack, work) {
  await rack.hang();
  try {
    return await work();
  } finally {
    await rack.heal();
  }
}

/** Settles everything first; then the rounds of an hour in which nothing changes, and what they asked. */
async function askedInAnHour({ client, databaseUrl, rack }) {
  const boss = new PgBoss({ connectionString: databaseUrl, schema: 'jobs', migrate: false, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  const goAround = async topic => {
    await boss.send(topic, {}, { singletonKey: 'round' });
    await drained(client);
  };
  try {
    await client.query('update servers set viewed_at = null');
    await goAround('servers.sweep');
    await goAround('servers.sweep');
    const before = await rack.serverCalls();
    for (const [topic, times] of Object.entries(ROUNDS_AN_HOUR))
      for (let time = 0; time < Math.min(times, 4); time++) await goAround(topic);
    const calls = (await rack.serverCalls()) - before;
    return { calls, callsPer100Servers: round2((calls / ON_THE_RACK) * 100) };
  } finally {
    await boss.stop();
  }
}

/** Until no job waits or runs that has to do with servers. */
async function drained(client) {
  for (let tries = 0; tries < 1_200; tries++) {
    const { rows } = await client.query(
      `select 1 from jobs.job where name like 'server%' and state < 'completed' and start_after <= now() limit 1`,
    );
    if (rows.length === 0) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  const { rows } = await client.query(
    `select name, state, count(*)::int, max(output::text) as output from jobs.job where name like 'server%' and state < 'completed' group by 1, 2`,
  );
  throw new Error(`Jobs about servers do not come to an end: ${JSON.stringify(rows)}`);
}
