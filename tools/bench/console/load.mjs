// Viewers that only count: so many of them flood, echo, or sit still. Over a WebSocket, or over the bare TCP connection.
import { connect } from 'node:net';
import { WebSocket } from 'ws';

const ECHO = Buffer.from([3, 1, 0, 0, 0, 0, 0, 1, 0, 1]);
const FULL = Buffer.from([3, 0, 0, 0, 0, 0, 0, 1, 0, 1]);
const [, , kind, port, mode, count, seconds] = process.argv;

/** One connection through the handshake: sends by `send`, hears all later bytes by `heard`. */
function open(heard) {
  return new Promise((resolve, reject) => {
    const socket =
      kind === 'tcp'
        ? connect({ port: Number(port), host: '127.0.0.1', noDelay: true })
        : new WebSocket(`ws://127.0.0.1:${port}`, ['binary'], { perMessageDeflate: false });
    const send = bytes => (kind === 'tcp' ? socket.write(bytes) : socket.send(bytes));
    const replies = [Buffer.from('RFB 003.008\n'), Buffer.from([1]), Buffer.from([1])];
    const needs = [12, 2, 4, 29];
    let step = 0;
    let got = 0;
    const take = data => {
      if (step >= needs.length) return heard(data.length);
      got += data.length;
      while (step < needs.length && got >= needs[step]) {
        got -= needs[step];
        if (step < replies.length) send(replies[step]);
        step += 1;
      }
      if (step === needs.length) resolve({ send, end: () => (kind === 'tcp' ? socket.destroy() : socket.terminate()) });
    };
    socket.on(kind === 'tcp' ? 'data' : 'message', take);
    socket.on('error', reject);
  });
}

async function flood() {
  let bytes = 0;
  const viewers = await Promise.all(Array.from({ length: Number(count) }, () => open(length => (bytes += length))));
  for (const { send } of viewers) send(FULL);
  await new Promise(resolve => setTimeout(resolve, 500));
  bytes = 0;
  process.send({ begun: true });
  const from = performance.now();
  await new Promise(resolve => setTimeout(resolve, Number(seconds) * 1000));
  return { bytes, seconds: (performance.now() - from) / 1000 };
}

async function echo() {
  const waits = [];
  let heard = () => undefined;
  const { send } = await open(() => heard());
  process.send({ begun: true });
  const until = performance.now() + Number(seconds) * 1000;
  while (performance.now() < until) {
    const from = performance.now();
    await new Promise(resolve => {
      heard = resolve;
      send(ECHO);
    });
    waits.push(performance.now() - from);
  }
  waits.sort((one, other) => one - other);
  return { echoes: waits.length, p50: waits[Math.floor(waits.length / 2)], p99: waits[Math.floor(waits.length * 0.99)] };
}

async function idle() {
  const from = performance.now();
  const all = Number(count);
  for (let opened = 0; opened < all; opened += 50)
    await Promise.all(Array.from({ length: Math.min(50, all - opened) }, () => open(() => undefined)));
  const openedMs = performance.now() - from;
  process.send({ begun: true });
  await new Promise(resolve => process.once('message', resolve));
  return { openedMs };
}

const result = await { flood, echo, idle }[mode]();
process.send({ result });
process.exit(0);
