// The relay of the product, alone in a process, in front of the console at the port that it is given.
import { startRelay } from '../../vnc/relay-parts.mjs';

const relay = await startRelay({ host: '127.0.0.1', port: Number(process.argv[2]), password: null });
process.send({ port: Number(new URL(relay.url).port) });
process.once('SIGTERM', () => {
  relay.stop();
  process.exit(0);
});
