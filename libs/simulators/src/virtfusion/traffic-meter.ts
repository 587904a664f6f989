import type { Moment } from './model';
import type { ServerRow } from './server-model';

const DAY_MS = 86_400_000;

/** One month of a server's traffic, counted from the day it was created. */
export interface TrafficPeriod {
  /** 1 is the period of the creation. */
  readonly month: number;
  readonly start: Moment;
  /** The last millisecond. */
  readonly end: Moment;
}

/** The period with an ordinal; a creation on the 31st begins shorter months on their last day. */
export function trafficPeriod(created: Moment, month: number): TrafficPeriod {
  return { month, start: startOf(created, month), end: startOf(created, month + 1) - 1 };
}

/** The period a moment lies in. */
export function trafficPeriodAt(created: Moment, at: Moment): TrafficPeriod {
  let month = 1;
  while (startOf(created, month + 1) <= at) month += 1;
  return trafficPeriod(created, month);
}

/** Counts what a server has sent and received up to a moment. A stopped server is silent. */
export function countTraffic(server: ServerRow, until: Moment): void {
  let from = server.trafficCountedTo;
  while (from < until) {
    const period = trafficPeriodAt(server.created, from);
    const to = Math.min(until, period.end + 1);
    if (server.power === 'running') add(server, period.month, from, to);
    from = to;
  }
  server.trafficCountedTo = Math.max(server.trafficCountedTo, until);
}

function startOf(created: Moment, month: number): Moment {
  const date = new Date(created);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + month, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + month - 1, Math.min(date.getUTCDate(), lastDay));
}

function add(server: ServerRow, month: number, from: Moment, to: Moment): void {
  const key = String(month);
  const bytes = (server.trafficBytes[key] ??= { rx: 0, tx: 0 });
  const pace = 20_000 + ((server.id * 7_919) % 60_000);
  bytes.rx += Math.round(pace * busySeconds(server.id, from, to));
  bytes.tx += Math.round(pace * 2.4 * busySeconds(server.id + 5, from, to));
}

/** Seconds weighted by a daily rhythm: the integral of 1 + 0.6·sin over the stretch. */
function busySeconds(seed: number, from: Moment, to: Moment): number {
  const turn = (2 * Math.PI) / DAY_MS;
  const rhythm = (moment: Moment) => -Math.cos(turn * (moment + seed * 3_600_000)) / turn;
  return (to - from + 0.6 * (rhythm(to) - rhythm(from))) / 1000;
}
