import 'reflect-metadata';
import { createApp } from './bootstrap';
import { Config } from './platform';

/** Who waits for a database that is gone would never end by themselves. */
const LONGEST_END_MS = 25_000;

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => setTimeout(() => process.exit(1), LONGEST_END_MS).unref());
const app = await createApp();
const { env } = app.get(Config);
await app.listen(env.PORT, env.HOST);
process.send?.({ ready: true, url: `http://${env.HOST}:${env.PORT}` });
// The launcher holds an IPC channel open; when it is gone, nobody would stop this process.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
