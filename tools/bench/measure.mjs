// Load from one process on another, and what it cost: requests a second, the 99th percentile, CPU of both server processes.
import autocannon from 'autocannon';
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** Parent and CPU seconds so far of a process (Linux). */
function statOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return { parent: Number(fields[1]), cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND };
}

/** CPU seconds of all processes that PostgreSQL has started and that still run. */
function backendSeconds(postmaster) {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(pid => {
      try {
        return statOf(pid);
      } catch {
        return { parent: 0, cpuSeconds: 0 }; // it has just ended
      }
    })
    .filter(({ parent }) => parent === postmaster)
    .reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
}

/** One round of load. Any answer that is not 2xx voids the round. */
export async function round({ url, pid, postmaster, seconds, connections, requests }) {
  const before = { api: statOf(pid).cpuSeconds, database: backendSeconds(postmaster) };
  const result = await autocannon({ url, connections, duration: seconds, requests });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} errors`);
  const { total } = result.requests;
  if (total === 0) throw new Error(`${url}: no answer at all`);
  return {
    perSecond: total / result.duration,
    p99: result.latency.p99,
    cpuMicros: ((statOf(pid).cpuSeconds - before.api) / total) * 1e6,
    databaseMicros: ((backendSeconds(postmaster) - before.database) / total) * 1e6,
  };
}

/** The middle; of an even number of values the mean of the middle two. */
export function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}

/** Two decimals are more than these figures are worth. */
export const round2 = number => Math.round(number * 100) / 100;
