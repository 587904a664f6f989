// The console relay against Debian's websockify and against bare TCP: throughput, CPU for it, the way and back, memory of idle viewers.
// Usage: node tools/bench/console-relay.mjs [--quick]. Prints ratios; see performance goals P15 to P17 in README.md.
import { fork, spawn, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { median, round2 } from './measure.mjs';

const isQuick = process.argv.includes('--quick');
const SECONDS = isQuick ? 1 : 5;
const PAIRS = isQuick ? 2 : 6;
const IDLE = isQuick ? 200 : 2000;
const IDLE_OF_WEBSOCKIFY = 50;
const TICKS_PER_SECOND = 100;
const children = [];

function child(file, ...args) {
  const one = fork(`tools/bench/console/${file}`, args.map(String), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  children.push(one);
  return one;
}

const message = (one, key) =>
  new Promise((resolve, reject) => {
    one.on('message', said => key in said && resolve(said[key]));
    one.once('exit', code => code && reject(new Error(`a process of the benchmark ended with ${code}`)));
  });

/** A process and everything that it started, as websockify starts one for each viewer. */
function family(pid) {
  const parents = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        return [[Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1])]];
      } catch {
        return []; // it has just ended
      }
    });
  const found = [pid];
  for (const one of found) found.push(...parents.filter(([, parent]) => parent === one).map(([id]) => id));
  return found;
}

function cpuSeconds(pid) {
  return family(pid).reduce((sum, one) => {
    try {
      const fields = readFileSync(`/proc/${one}/stat`, 'utf8').split(') ')[1].split(' ');
      // Own time, and that of children which have ended and were waited for.
      return sum + [11, 12, 13, 14].reduce((ticks, at) => ticks + Number(fields[at]), 0) / TICKS_PER_SECOND;
    } catch {
      return sum;
    }
  }, 0);
}

function memoryKb(pid) {
  return family(pid).reduce((sum, one) => {
    try {
      return sum + Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, 'utf8'))[1]);
    } catch {
      return sum;
    }
  }, 0);
}

async function load(side, mode, count, seconds = SECONDS) {
  const loader = child('load.mjs', side.kind, side.port, mode, count, seconds);
  await message(loader, 'begun');
  const before = cpuSeconds(side.pid);
  const result = await message(loader, 'result');
  return { ...result, cpu: cpuSeconds(side.pid) - before };
}

/** Memory of one viewer that sits still, in kB, and how long one took to come in, in ms. */
async function still(side, count) {
  const before = memoryKb(side.pid);
  const loader = child('load.mjs', side.kind, side.port, 'idle', count, 0);
  await message(loader, 'begun');
  await new Promise(resolve => setTimeout(resolve, 500));
  const grown = memoryKb(side.pid) - before;
  const answer = message(loader, 'result');
  loader.send('end');
  const { openedMs } = await answer;
  return { kb: grown / count, openedMs: openedMs / count };
}

/** A B B A, so that what drifts hits both sides alike. */
async function pairs(one, other, mode, count) {
  const rounds = { one: [], other: [] };
  for (let pair = 0; pair < PAIRS; pair++)
    for (const which of pair % 2 === 0 ? ['one', 'other'] : ['other', 'one'])
      rounds[which].push(await load(which === 'one' ? one : other, mode, count));
  return rounds;
}

const ratio = ({ one, other }, value) => round2(median(one.map((round, index) => value(round) / value(other[index]))));

async function websockify(target) {
  if (spawnSync('which', ['websockify'], { stdio: 'ignore' }).status !== 0) return null;
  const port = await new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const found = probe.address().port;
      probe.close(() => resolve(found));
    });
  });
  const one = spawn('websockify', [`127.0.0.1:${port}`, `127.0.0.1:${target}`], { stdio: 'ignore' });
  children.push(one);
  for (let tries = 0; tries < 100; tries++) {
    await new Promise(resolve => setTimeout(resolve, 100));
    const isUp = await new Promise(resolve => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isUp) break;
  }
  return { kind: 'ws', port, pid: one.pid };
}

const source = child('source.mjs');
const target = await message(source, 'port');
async function relay() {
  const one = child('relay.mjs', target);
  return { kind: 'ws', port: await message(one, 'port'), pid: one.pid };
}
const ours = await relay();
const bare = { kind: 'tcp', port: target, pid: source.pid };
const theirs = await websockify(target);
const table = {};
try {
  const perGigabyte = ({ cpu, bytes }) => cpu / (bytes / 1e9);
  const rate = ({ bytes, seconds }) => bytes / seconds;
  for (const count of [1, 8, 64]) {
    const toBare = await pairs(ours, bare, 'flood', count);
    table[`flood, ${count} viewers`] = { 'MB/s to bare TCP': ratio(toBare, rate) };
    if (!theirs) continue;
    const toTheirs = await pairs(ours, theirs, 'flood', count);
    Object.assign(table[`flood, ${count} viewers`], {
      'MB/s to websockify': ratio(toTheirs, rate),
      'CPU a GB to websockify': ratio(toTheirs, perGigabyte),
    });
  }
  const wayAndBack = await pairs(ours, bare, 'echo', 1);
  table['way and back'] = { 'p50 to bare TCP': ratio(wayAndBack, ({ p50 }) => p50) };
  if (theirs) {
    const toTheirs = await pairs(ours, theirs, 'echo', 1);
    Object.assign(table['way and back'], {
      'p50 to websockify': ratio(toTheirs, ({ p50 }) => p50),
      'p99 to websockify': ratio(toTheirs, ({ p99 }) => p99),
      'CPU an echo to websockify': ratio(toTheirs, ({ cpu, echoes }) => cpu / echoes),
    });
  }
  // A fresh process: what a flood left in the heap is not the viewers'.
  const own = await still(await relay(), IDLE);
  table[`${IDLE} idle viewers`] = { 'kB each': Math.round(own.kb), 'ms to come in': round2(own.openedMs) };
  if (theirs) {
    const other = await still(theirs, IDLE_OF_WEBSOCKIFY);
    Object.assign(table[`${IDLE} idle viewers`], {
      'memory to websockify': Math.round((own.kb / other.kb) * 1e4) / 1e4,
      'coming in to websockify': round2(own.openedMs / other.openedMs),
    });
  } else console.log('websockify is not installed: only bare TCP is compared with');
  console.table(table);
  console.log(JSON.stringify(table));
} finally {
  for (const one of children) if (one.exitCode === null) one.kill('SIGTERM');
}
