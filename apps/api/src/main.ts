import 'reflect-metadata';
import { createApp } from './bootstrap';
import { Config } from './platform';

const app = await createApp();
const { env } = app.get(Config);
await app.listen(env.PORT, env.HOST);
process.send?.({ ready: true, url: `http://${env.HOST}:${env.PORT}` });
// The launcher holds an IPC channel open; when it is gone, nobody would stop this process.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
