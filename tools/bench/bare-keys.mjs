// The yardstick of auth.mjs: what knowing an API key needs at least (an HMAC and one indexed read), and the same answer to anybody.
// Started by auth.mjs, which passes DATABASE_URL, PORT, USER_ID and makes sure that both sides answer the same.
import fastify from 'fastify';
import { createHmac } from 'node:crypto';
import pg from 'pg';

const { DATABASE_URL, PORT, USER_ID } = process.env;
const SECRET = 'a key of the same length as ours';
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 20 });
const server = fastify();
const FIELDS = `u.id, u.username, u.email, u.full_name as "fullName", u.role, u.created_at as "createdAt"`;
const one = async (name, text, values) => (await pool.query({ name, text, values })).rows[0];

server.get('/me', async request => {
  const key = request.headers.authorization.slice('Bearer '.length);
  const hash = createHmac('sha256', SECRET).update(key).digest('base64url');
  return one('me', `select ${FIELDS}, k.scopes from bench_keys k join users u on u.id = k.user_id where k.hash = $1`, [hash]);
});
server.get('/anybody', () =>
  one('anybody', `select ${FIELDS}, array['read:user'] as scopes from users u where u.id = $1`, [USER_ID]),
);

/** The keys as this side would store them. */
await pool.query(
  'create table if not exists bench_keys (hash text primary key, user_id integer not null, scopes text[] not null)',
);
process.on('message', async keys => {
  for (const { key, userId } of keys) {
    const hash = createHmac('sha256', SECRET).update(key).digest('base64url');
    await pool.query('insert into bench_keys values ($1, $2, $3)', [hash, userId, ['read:user']]);
  }
  process.send({ stored: keys.length });
});
await server.listen({ port: Number(PORT), host: '127.0.0.1' });
process.send?.({ ready: true });
process.once('disconnect', () => process.exit(0));
