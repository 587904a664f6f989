// The least that a posting needs, as pgbench would do it: one transaction, two postings and a balance, by the bare client.
import pg from 'pg';

/** Postings a second with so many clients on plain tables; each client has accounts of its own. */
export async function postBare(url, { clients, seconds, accounts, run }) {
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  const until = performance.now() + seconds * 1000;
  const startedAt = performance.now();
  let posted = 0;
  await Promise.all(
    connections.map(async (client, index) => {
      for (let turn = 0; performance.now() < until; turn++) {
        const account = 1 + index + clients * (turn % Math.floor(accounts / clients));
        await post(client, `bare:${run}:${index}:${turn}`, account);
        posted += 1;
      }
    }),
  );
  const perSecond = (posted / (performance.now() - startedAt)) * 1000;
  await Promise.all(connections.map(client => client.end()));
  return perSecond;
}

async function post(client, reference, account) {
  await client.query('begin');
  const { rows } = await client.query(
    'insert into bare_transactions (reference, user_id, amount) values ($1, $2, 10000) on conflict (reference) do nothing returning id',
    [reference, account],
  );
  await client.query('insert into bare_postings values ($1, 1, $2, 10000), ($1, 2, 1, -10000)', [rows[0].id, account]);
  await client.query('update bare_accounts set balance = balance + 10000 where id = $1', [account]);
  await client.query('commit');
}
