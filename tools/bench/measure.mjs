// Load from one process on another, and what it cost: requests a second, the 99th percentile, CPU of the server process.
import autocannon from 'autocannon';
import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** CPU seconds of a process so far (Linux). */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** One round of load. Any answer that is not 2xx voids the round. */
export async function round({ url, pid, seconds, connections, requests }) {
  const before = cpuSeconds(pid);
  const result = await autocannon({ url, connections, duration: seconds, requests });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} errors`);
  return {
    perSecond: result.requests.average,
    p99: result.latency.p99,
    cpuMicros: ((cpuSeconds(pid) - before) / Math.max(1, result.requests.total)) * 1e6,
  };
}

export const median = numbers => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
